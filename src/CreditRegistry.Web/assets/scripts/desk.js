// Keys for the daily path. What a key does is written at the link or button itself, as data-key; lists of cases add their own.
const dialog = document.querySelector("[data-keys]");
const ON = "registry-keys";
const rows = [...document.querySelectorAll("[data-queue] > li")];
const targets = new Map([...document.querySelectorAll("[data-key]:not([data-key=''])")].map(target => [target.dataset.key, target]));

const isOn = () => localStorage.getItem(ON) !== "off";
const isTyping = target => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;
const field = document.querySelector(".act-form :is(select, input:not([type=hidden]), textarea)");
const main = document.querySelector("[data-main]");
const linkOf = row => row.querySelector("a");

function go(step) {
    const at = rows.findIndex(row => row.contains(document.activeElement));
    const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1)];
    if (next) {
        linkOf(next).focus();
    }
}

const inRow = act => () => {
    const row = rows.find(one => one.contains(document.activeElement));
    if (row) {
        act(row);
    }
};

const ofList = {
    j: () => go(1),
    k: () => go(-1),
    o: inRow(row => linkOf(row).click()),
    x: inRow(row => row.querySelector("input[type=checkbox]")?.click()),
};

function show() {
    if (!dialog.open) {
        dialog.showModal();
    }
}

if (dialog) {
    const list = dialog.querySelector("dl");
    for (const [key, target] of targets) {
        const row = document.createElement("div");
        const [dt, kbd, dd] = ["dt", "kbd", "dd"].map(name => document.createElement(name));
        kbd.textContent = key;
        dd.textContent = target.textContent.trim();
        dt.append(kbd);
        row.append(dt, dd);
        list.append(row);
    }

    const on = dialog.querySelector("#keys-on");
    on.checked = isOn();
    on.addEventListener("change", () => localStorage.setItem(ON, on.checked ? "on" : "off"));
    dialog.querySelector("[data-keys-close]").addEventListener("click", () => dialog.close());
    const opener = document.querySelector("[data-keys-open]");
    opener.parentElement.hidden = false;
    opener.addEventListener("click", show);

    document.addEventListener("keydown", event => {
        if (main && isOn() && event.key === "Enter" && event.ctrlKey && !event.isComposing) {
            event.preventDefault();
            main.click();
            return;
        }

        if (!isOn() || dialog.open || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) {
            return;
        }

        const act = event.key === "?" ? show
            : targets.has(event.key) ? () => targets.get(event.key).click()
            : event.key === "i" && field ? () => field.focus()
            : rows.length > 0 ? ofList[event.key] : undefined;
        if (act) {
            event.preventDefault();
            act();
        }
    });
}

// The queue's counts stay true while the page is open. What is listed stays as it is: nothing moves under a pointer.
const EVERY = 20_000; // ms
const live = document.querySelector("[data-live]");

async function count() {
    const answer = document.hidden ? null : await fetch(live.dataset.live).catch(() => null);
    if (answer?.ok && answer.headers.get("content-type")?.startsWith("application/json")) {
        for (const { view, cases, overdue, isOverdue } of await answer.json()) {
            document.querySelectorAll(`[data-count="${view}"]`).forEach(place => { place.textContent = cases; });
            for (const place of document.querySelectorAll(`[data-overdue="${view}"]`)) {
                place.textContent = overdue;
                place.classList.toggle("tag", isOverdue);
                place.classList.toggle("overdue", isOverdue);
                place.classList.toggle("quiet", !isOverdue);
            }
        }
    }
}

if (live) {
    setInterval(count, EVERY);
    document.addEventListener("visibilitychange", count);
}
