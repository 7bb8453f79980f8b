from network.slots import Part, Slot


def test_a_slot_is_filled_in_order_and_leaves_out_who_has_nothing_to_show(rf):
    slot = Slot()
    slot.register(lambda subject, request: Part("Second", "network/mail/not_you.txt"), order=20)
    slot.register(lambda subject, request: None, order=15)
    slot.register(lambda subject, request: Part(f"First of {subject}", "network/mail/not_you.txt"), order=10)

    parts = slot.parts("Florac", rf.get("/"))

    assert [part.heading for part in parts] == ["First of Florac", "Second"]
    assert parts[0].html
