// Wagtail takes every submit for a way out and asks about unsaved changes no more. A preview in a window of its own
// is none. A script may close only a window that a script has opened, so it is opened here.
document.addEventListener("submit", (event) => {
  const { submitter } = event;
  if (submitter?.dataset.window) {
    event.target.dataset.wUnsavedConfirmationValue = "true";
    submitter.formTarget = window.open("", `${submitter.dataset.window}-${Date.now()}`)?.name ?? "_blank";
  }
});

for (const button of document.querySelectorAll("[data-close-window]")) {
  button.hidden = !window.opener;
  button.addEventListener("click", () => window.close());
}
