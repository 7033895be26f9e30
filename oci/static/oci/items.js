// The answer to VALIDATE goes back by itself where the connection wants that; button and script share one guard.
// Without script the button does it.

const form = document.getElementById("items");
let sent = false;

form.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
});

// Not when the browser brings the page back from its memory: it has been sent from there.
addEventListener("pageshow", (event) => {
  if ("auto" in form.dataset && !event.persisted) form.requestSubmit();
});
