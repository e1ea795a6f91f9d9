// Completes a name or an ID while it is typed: a combobox as ARIA's authoring practices describe it.
const patience = 150; // ms after the last key

export function suggestCompanies(input) {
    if (!input) {
        return;
    }

    const prefix = document.documentElement.lang === "zh-CN" ? "/zh" : "";
    const list = document.createElement("ul");
    Object.assign(list, { id: "q-suggestions", className: "suggestions", hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels[0].textContent);
    input.form.append(list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
        input.setAttribute(name, value);
    }

    let chosen = -1;
    let waiting;
    let asking;

    const options = () => [...list.children];

    function choose(at) {
        chosen = at;
        options().forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
        const option = options()[at];
        option ? input.setAttribute("aria-activedescendant", option.id) : input.removeAttribute("aria-activedescendant");
        option?.scrollIntoView({ block: "nearest" });
    }

    function show(companies) {
        list.replaceChildren(...companies.map(({ registrationId, name, matchedName }, i) => {
            const option = document.createElement("li");
            const title = document.createElement("span");
            const detail = document.createElement("div");
            option.id = `q-suggestion-${i}`;
            option.setAttribute("role", "option");
            option.dataset.id = registrationId;
            title.textContent = name;
            title.lang = "zh-CN";
            detail.textContent = [registrationId, matchedName].filter(Boolean).join(" · ");
            detail.className = "quiet small";
            option.append(title, detail);
            return option;
        }));
        list.hidden = companies.length === 0;
        input.setAttribute("aria-expanded", String(!list.hidden));
        choose(-1);
    }

    function hide() {
        clearTimeout(waiting);
        asking?.abort();
        show([]);
    }

    async function ask() {
        asking?.abort();
        asking = new AbortController();
        const typed = input.value.trim();
        try {
            const answer = typed.length < 2
                ? null
                : await fetch(`/api/v1/companies/suggest?limit=8&q=${encodeURIComponent(typed)}`, { signal: asking.signal });
            show(answer?.ok ? (await answer.json()).items : []);
        } catch (stopped) {
            if (stopped.name !== "AbortError") {
                show([]);
            }
        }
    }

    const go = option => location.assign(`${prefix}/companies/${option.dataset.id}`);

    input.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(ask, patience);
    });
    input.addEventListener("keydown", event => {
        const count = list.children.length;
        if (event.key === "Escape" && !list.hidden) {
            hide();
            event.preventDefault();
        } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count > 0) {
            const step = event.key === "ArrowDown" ? 1 : -1;
            choose(chosen + step < -1 ? count - 1 : chosen + step >= count ? -1 : chosen + step);
            event.preventDefault();
        } else if (event.key === "Enter" && chosen >= 0) {
            go(options()[chosen]);
            event.preventDefault();
        }
    });
    input.addEventListener("blur", hide);
    list.addEventListener("mousedown", event => event.preventDefault()); // the box keeps the focus
    list.addEventListener("click", event => {
        const option = event.target.closest("[role=option]");
        if (option) {
            go(option);
        }
    });
}
