/* What a page may do beyond HTML: close a message, send a form once, warn before what was typed is lost. */

for (const button of document.querySelectorAll("[data-dismiss]")) {
  button.hidden = false;
  button.addEventListener("click", () => button.closest(".notice").remove());
}

/* A preview opens beside the page: what is in the form is still to be sent. */
const staysHere = (event) => event.submitter?.formTarget === "_blank";

for (const form of document.querySelectorAll('form[method="post"]')) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (staysHere(event)) return;
    if (sent) event.preventDefault();
    sent = true;
    // A sending that was stopped, or that a dead network swallowed, can be tried again.
    setTimeout(() => { sent = false; }, 10_000);
  });
  // The page may come back from memory with the form still marked as sent.
  window.addEventListener("pageshow", () => { sent = false; });
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  // A text that was refused, or waits beside another, came back and is not kept either.
  let touched = form.dataset.keep === "unsaved";
  form.addEventListener("input", () => { touched = true; });
  form.addEventListener("submit", (event) => { touched = staysHere(event); });
  window.addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });
}

document.querySelector(".form-errors")?.focus();
