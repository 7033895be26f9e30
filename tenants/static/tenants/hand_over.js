// The button does the same where no script runs.
document.querySelector("form[data-submit-at-once]").requestSubmit();
