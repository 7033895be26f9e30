// What makes the employee's pages nicer where script runs. Without it every page works the same, with one more button.
// Nothing here may be needed: buyers' systems show these pages in frames that block storage, cookies or script.

const swapped = "[data-swap]";

/* --- The booking page: prices follow what is filled in --- */

function keepPricesCurrent(form) {
  let running = null;

  async function recalculate() {
    running?.abort();
    const mine = (running = new AbortController());
    const busy = setTimeout(() => setBusy(true), 150);
    try {
      const answer = await fetch(form.dataset.recalculate, {
        method: "POST", body: new URLSearchParams(new FormData(form)), signal: mine.signal, redirect: "error",
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine.signal.aborted) return;
      // Anything but the booking page (the visit has ended, say) is for the employee to see, whole.
      if (!page.querySelector("[data-recalculate]")) return leaveFor(form);
      swap(page);
    } catch (error) {
      // Offline, or overtaken by the next change: what is on the page stays, and the button is back.
      if (error.name !== "AbortError") form.querySelector(".recalculate").classList.add("needed");
    } finally {
      clearTimeout(busy);
      if (running === mine) setBusy(false);
    }
  }

  const setBusy = (busy) => form.querySelectorAll(swapped).forEach((part) => part.setAttribute("aria-busy", busy));
  form.addEventListener("change", ({ target }) => target.closest("[data-live]") && recalculate());
  // Typed before this script was there, or put back by the browser after a reload.
  if ([...form.elements].some((field) => field.name && field.closest("[data-live]") && isChanged(field))) recalculate();
}

function isChanged(field) {
  if (/radio|checkbox/.test(field.type)) return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue;
}

function leaveFor(form) {
  form.action = form.dataset.recalculate;
  form.submit();
}

function swap(page) {
  for (const part of document.querySelectorAll(swapped)) {
    const fresh = page.getElementById(part.id);
    if (fresh) bring(part, fresh);
  }
}

// Change `old` into `fresh` and touch nothing that is the same: focus, an open list and a click under way survive.
function bring(old, fresh) {
  if (old.nodeName !== fresh.nodeName || old.id !== fresh.id || !(old instanceof Element)) {
    if (!old.isEqualNode(fresh)) old.replaceWith(fresh.cloneNode(true));
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && name !== "open" && name !== "aria-busy") old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old.type === "radio") old.checked = fresh.checked;
  if (old.matches("select, textarea")) return;
  if (old.matches("[data-calendar]")) return bring(old.querySelector("input"), fresh.querySelector("input"));
  const [before, after] = [[...old.childNodes], [...fresh.childNodes]];
  if (before.length === after.length) before.forEach((node, index) => bring(node, after[index]));
  else old.replaceChildren(...after);
}

/* --- A calendar beside each date, for who would rather point than type --- */

function addCalendars(form) {
  for (const place of form.querySelectorAll("[data-calendar]")) {
    const field = place.querySelector("input");
    const picker = document.createElement("input");
    if (!("showPicker" in picker)) return;
    Object.assign(picker, { type: "date", tabIndex: -1 });
    picker.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-label", place.dataset.calendar);
    button.innerHTML = '<svg class="icon" aria-hidden="true"><use href="#icon-calendar"/></svg>';
    button.addEventListener("click", () => {
      const written = field.value.match(/^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/);
      picker.value = written ? `${written[3]}-${written[2].padStart(2, "0")}-${written[1].padStart(2, "0")}` : "";
      try {
        picker.showPicker();
      } catch {
        field.focus(); // a frame may forbid it; typing always works
      }
    });
    picker.addEventListener("change", (event) => {
      event.stopPropagation(); // the field tells it
      if (!picker.value) return;
      field.value = picker.value.split("-").reverse().join("-");
      field.dispatchEvent(new Event("change", { bubbles: true }));
      button.focus();
    });
    field.after(button, picker);
  }
}

/* --- A list of choices too long to send: the part of it that has the typed text in it --- */

function findChoices(field) {
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const { secret } = field.form.elements;
      const asked = new URLSearchParams({ secret: secret.value, key: field.dataset.choices, text: field.value });
      const answer = await fetch(field.form.dataset.choices, { method: "POST", body: asked, redirect: "error" }).catch(() => null);
      if (answer?.ok) field.list.innerHTML = await answer.text();
    }, 200);
  });
}

/* --- The end of the visit, announced before it comes --- */

function announceEnd(line) {
  const minutesLeft = () => (Number(line.dataset.ends) * 1000 - Date.now()) / 60000;
  const timer = setInterval(() => {
    if (minutesLeft() > 5) return;
    clearInterval(timer);
    const notice = document.createElement("div");
    notice.className = "notice warn";
    notice.setAttribute("role", "status");
    document.querySelector(".booking")?.before(notice);
    notice.append(Object.assign(document.createElement("p"), { textContent: line.dataset.warning }));
  }, 10000);
}

/* --- The return: once, whoever starts it --- */

function guardReturn(form) {
  const key = `flexfleet-returned-${form.dataset.key}`;
  const button = form.querySelector("button");
  const show = (name) => {
    for (const part of ["before", "under-way", "after", "stayed"]) form.querySelector(`[data-${part}]`).hidden = part !== name;
    button.hidden = /after|stayed/.test(name);
  };
  let timer, waiting, stamp;

  const report = (more) => {
    const fields = document.getElementById("report");
    const body = new URLSearchParams([...new FormData(fields), ...more]);
    return fetch(fields.getAttribute("action"), { method: "POST", body, keepalive: true });
  };
  // Where the form takes the place of this page, a page that stays has sent nothing. Hidden fields may be called
  // "action" and "target", and hide the properties of these names.
  const replacesPage =
    /^https?:/i.test(form.getAttribute("action")) &&
    ["", "_self", "_parent", "_top", window.name].includes(form.getAttribute("target") ?? "");
  // Still here: take back what the report of this submit made. It says so by the stamp it was answered with, so that
  // what another page has sent stays sent.
  const stay = async () => {
    if (!replacesPage) return show("after");
    show("stayed");
    const mine = stamp;
    stamp = null;
    const seen = await mine;
    if (seen) report([["stayed", seen]]).catch(() => {});
  };

  // A frame may have no storage, another no history: either one remembers.
  const remembered = () => {
    try {
      if (sessionStorage.getItem(key)) return true;
    } catch {
      /* no storage here */
    }
    return history.state?.[key] === true;
  };
  const remember = () => {
    history.replaceState({ ...history.state, [key]: true }, "");
    try {
      sessionStorage.setItem(key, "1");
    } catch {
      /* no storage here */
    }
  };

  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (button.disabled) return event.preventDefault();
    remember();
    stamp = report([]).then((answer) => answer.status === 200 && answer.text()).catch(() => "");
    // After this event: a disabled button would not be part of its own submit.
    setTimeout(() => {
      button.disabled = true;
      show("under-way");
    });
    // Still here after so long: the way back was blocked, or the buyer's system opened elsewhere.
    waiting = setTimeout(stay, 12000);
  });

  for (const again of form.querySelectorAll("[data-again]")) {
    again.addEventListener("click", () => {
      button.disabled = false;
      form.requestSubmit(button);
    });
  }

  // Gone to the buyer's system: who comes back to this page later has been there.
  addEventListener("pagehide", () => clearTimeout(waiting));
  addEventListener("pageshow", () => {
    if (remembered()) show("after");
    else if ("auto" in form.dataset) {
      form.querySelector("[data-before]").textContent = form.dataset.auto;
      timer = setTimeout(() => form.requestSubmit(button), 1200);
    }
  });
}

/* --- Every form: no second request from a double click --- */

function guardOnce(form) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  addEventListener("pageshow", () => (sent = false));
}

const booking = document.querySelector("[data-recalculate]");
if (booking) {
  keepPricesCurrent(booking);
  addCalendars(booking);
  booking.querySelectorAll("[data-choices]").forEach(findChoices);
}
const end = document.querySelector("[data-ends]");
if (end) announceEnd(end);
const back = document.getElementById("return");
if (back) guardReturn(back);
document.querySelectorAll("form[data-once]").forEach(guardOnce);
// Where this runs, the return will be reported: without a report there was none.
document.querySelectorAll("input[name=script]").forEach((field) => (field.value = "1"));
document.querySelector("[data-focus]")?.focus();
