from network.languages import LanguageSelect


def test_a_language_that_came_with_its_text_stays_when_the_sheet_is_saved():
    drawn = LanguageSelect().render("content_language", "oc")

    assert '<option value="oc" selected>oc</option>' in drawn
    assert '<option value="fr">Français</option>' in drawn
