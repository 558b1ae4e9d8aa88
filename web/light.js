// What a page gains from scripts; it is complete without them.
// Facts carry data-fact="items.0", the words they were read from data-facts="date items.0".
"use strict";
(() => {
  const pointable = "[data-fact], [data-facts]";
  const namesOf = (element) =>
    element ? (element.dataset.fact || element.dataset.facts).split(" ") : [];
  const all = (names, attribute) =>
    names.flatMap((name) => [...document.querySelectorAll(`[${attribute}="${name}"]`)]);

  const bringIntoView = (words) => {
    const scroller = words && words.closest(".scroller");
    if (!scroller) return;
    const frame = scroller.getBoundingClientRect();
    const place = words.getBoundingClientRect();
    if (place.top < frame.top || place.bottom > frame.bottom) {
      scroller.scrollTop += place.top - frame.top - frame.height / 3;
    }
  };

  let shown = "";
  const lightUp = (element) => {
    const names = namesOf(element);
    if (names.join(" ") === shown) return;
    shown = names.join(" ");
    document.querySelectorAll(".lit").forEach((lit) => lit.classList.remove("lit"));
    const words = all(names, "data-facts~");
    [...words, ...all(names, "data-fact")].forEach((part) => part.classList.add("lit"));
    if (element && element.dataset.fact) bringIntoView(words[0]);
  };

  const focused = () => document.activeElement && document.activeElement.closest(pointable);
  document.addEventListener("pointerover", (event) =>
    lightUp(event.target.closest(pointable) || focused()));
  document.addEventListener("focusin", () => lightUp(focused()));

  // A click on words goes to their narrowest fact; one that marks words for copying does not.
  document.addEventListener("click", (event) => {
    const words = event.target.closest("[data-facts]");
    if (!words || !getSelection().isCollapsed) return;
    const fact = all(namesOf(words), "data-fact").pop();
    const control = fact && fact.querySelector("input, select, textarea");
    if (control) control.focus();
  });

  // A box that ticks all boxes of a name in its form.
  document.querySelectorAll("[data-all]").forEach((label) => {
    label.hidden = false;
    label.addEventListener("change", (event) =>
      label.closest("form").querySelectorAll(`[name="${label.dataset.all}"]`)
        .forEach((box) => { box.checked = event.target.checked; }));
  });

  // A form with data-unsaved warns before its changes are left behind.
  const unsaved = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-unsaved]");
    if (form) unsaved.add(form);
  });
  // What is on its way is not sent a second time by a second press; it is when its reader comes back to it.
  let sent = new WeakSet();
  addEventListener("pageshow", () => { sent = new WeakSet(); });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (sent.has(form)) return event.preventDefault();
    unsaved.delete(form);
    sent.add(form);
    setTimeout(() => sent.delete(form), 3000);
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved.size === 0) return;
    event.preventDefault();
    event.returnValue = "";
  });

  // A form with data-autosave keeps what is entered while it is entered: one save at a time, the last one always.
  // Without a connection, or signed out, it tries again; an answer that says no is shown.
  document.querySelectorAll("form[data-autosave]").forEach((form) => {
    const told = form.querySelector("[data-failed]");
    const signedOut = form.querySelector("[data-signed-out]");
    const headers = { Accept: "application/json" };
    let timer = 0;
    let entered = 0;
    let saving = false;
    let pressed = null;
    let sure = false;
    const later = (wait) => {
      clearTimeout(timer);
      timer = setTimeout(save, wait);
    };
    const ask = async (body) => {
      const answer = await fetch(form.action, { method: body ? "POST" : "GET", body, headers });
      signedOut.hidden = answer.status !== 401;
      return answer;
    };
    const save = async () => {
      if (saving) return later(1000);
      saving = true;
      const upTo = entered;
      const fields = new URLSearchParams(new FormData(form));
      fields.set("do", "save");
      try {
        const answer = await ask(fields);
        const said = await answer.json();
        if (answer.ok && said.version) form.elements.version.value = said.version;
        if (upTo === entered) told.textContent = signedOut.hidden ? said.done || said.sentence : "";
        if (answer.ok && upTo === entered) unsaved.delete(form);
        if (!signedOut.hidden) later(10000);
      } catch {
        told.textContent = told.dataset.failed;
        later(10000);
      } finally {
        saving = false;
        if (pressed) send();
      }
    };
    form.addEventListener("input", () => {
      entered += 1;
      told.textContent = "";
      later(1000);
    });
    // A button pressed in the middle of a save waits for it, so that nobody is in his own way; and where nobody is
    // signed in, or nothing answers, what was entered stays instead of going with the page.
    const send = async () => {
      try {
        await ask();
        sure = signedOut.hidden;
        if (sure) form.requestSubmit(pressed);
      } catch {
        told.textContent = told.dataset.failed;
      } finally {
        sure = false;
        pressed = null;
      }
    };
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (sure) return;
      event.preventDefault();
      if (pressed) return;
      pressed = event.submitter;
      if (!saving) send();
    });
  });

  // A file dropped is a file sent; a file chosen waits for the button.
  document.querySelectorAll(".drop").forEach((zone) => {
    let dropped = false;
    const over = (event) => zone.classList.toggle("over", event.type === "dragover");
    ["dragover", "dragleave", "drop"].forEach((name) => zone.addEventListener(name, over));
    zone.addEventListener("drop", () => { dropped = true; });
    zone.addEventListener("change", () => {
      if (dropped) zone.closest("form").submit();
      dropped = false;
    });
  });

  // The rows of a list with data-order are dragged into place; their new order is sent with the form of that name.
  document.querySelectorAll("[data-order]").forEach((list) => {
    const order = () => [...list.children].map((row) => row.dataset.key).join(",");
    const before = order();
    let dragged = null;
    [...list.children].forEach((row) => { row.draggable = true; });
    list.addEventListener("dragstart", (event) => { dragged = event.target.closest("[data-key]"); });
    list.addEventListener("dragover", (event) => {
      const row = event.target.closest("[data-key]");
      if (!dragged || !row || row === dragged) return;
      event.preventDefault();
      const { top, height } = row.getBoundingClientRect();
      row[event.clientY < top + height / 2 ? "before" : "after"](dragged);
    });
    list.addEventListener("dragend", () => {
      dragged = null;
      if (order() === before) return;
      const form = document.getElementById(list.dataset.order);
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "order", value: order() });
      form.append(field);
      form.submit();
    });
  });

  // A text with data-receipt says that it was read once it has been in sight for three seconds.
  document.querySelectorAll("[data-receipt]").forEach((text) => {
    let timer = 0;
    const sent = { method: "POST", body: new URLSearchParams(), headers: { Accept: "application/json" } };
    const read = () => fetch(text.dataset.receipt, sent).catch(() => {});
    const watcher = new IntersectionObserver(([entry]) => {
      clearTimeout(timer);
      if (!entry.isIntersecting) return;
      timer = setTimeout(() => {
        watcher.disconnect();
        read();
      }, 3000);
    });
    watcher.observe(text);
  });

  // Open menus close on Escape and on a click beside them.
  const closeMenus = (except) =>
    document.querySelectorAll(".menu[open]").forEach((menu) => {
      if (menu !== except) menu.removeAttribute("open");
    });
  document.addEventListener("click", (event) => closeMenus(event.target.closest(".menu")));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(".menu[open]");
    if (!menu) return;
    closeMenus();
    menu.querySelector("summary").focus();
  });
})();
