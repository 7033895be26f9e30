// Wagtail takes every submit for a way out and asks about unsaved changes no more. A preview in a window of its own
// is none.
document.addEventListener("submit", (event) => {
  if (event.submitter?.formTarget === "_blank") {
    event.target.dataset.wUnsavedConfirmationValue = "true";
  }
});
