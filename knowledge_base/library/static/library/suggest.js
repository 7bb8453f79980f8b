/* Suggestions under a search field: a list to walk with the arrows. htmx fetches it, and is itself fetched at the first use. */

const field = document.querySelector("[data-suggest]");
const list = document.getElementById(field.dataset.suggest);
let at = -1;

const options = () => [...list.querySelectorAll("[role=option]")];

const mark = (place) => {
  const all = options();
  at = all.length ? (place + all.length + 1) % (all.length + 1) : -1;
  if (at === all.length) at = -1;
  all.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
  if (at < 0) field.removeAttribute("aria-activedescendant");
  else {
    field.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  }
};

const show = (open) => {
  list.hidden = !open;
  field.setAttribute("aria-expanded", String(open));
  /* A phone's keyboard takes half of the screen: what is offered comes into the other half. */
  if (open && list.getBoundingClientRect().top + 88 > (window.visualViewport?.height ?? window.innerHeight)) field.scrollIntoView({ block: "start" });
  mark(-1);
};

field.setAttribute("role", "combobox");
field.setAttribute("aria-autocomplete", "list");
field.setAttribute("aria-controls", list.id);
field.setAttribute("autocomplete", "off");
show(false);

field.addEventListener("focus", () => {
  const settings = document.createElement("meta");
  settings.name = "htmx-config";
  settings.content = JSON.stringify({ includeIndicatorStyles: false, allowEval: false });
  const script = document.createElement("script");
  script.src = field.dataset.htmx;
  script.addEventListener("load", () => { if (field.value !== field.defaultValue) window.htmx.trigger(field, "suggest"); });
  document.head.append(settings, script);
}, { once: true });

field.addEventListener("keydown", (event) => {
  /* Escape closes the list. It never empties the field, as some browsers would. */
  if (event.key === "Escape") event.preventDefault();
  if (list.hidden) return;
  if (event.key === "ArrowDown") mark(at + 1);
  else if (event.key === "ArrowUp") mark(at < 0 ? options().length - 1 : at - 1);
  else if (event.key === "Escape") show(false);
  else if (event.key === "Enter" && at >= 0) options()[at].click();
  else return;
  event.preventDefault();
});

list.addEventListener("htmx:afterSwap", () => show(options().length > 0 && document.activeElement === field));
/* A press on a suggestion takes the focus away from the field: the list stays until the press has become a click. */
list.addEventListener("mousedown", (event) => event.preventDefault());
field.addEventListener("blur", () => show(false));
