// Says at once when a file cannot be taken, and that it is on its way when it can. The server looks at it all the same.
const starts = [
    [0x25, 0x50, 0x44, 0x46, 0x2d], // PDF
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], // PNG
    [0xff, 0xd8, 0xff], // JPEG
];

async function whyNot(file, said) {
    if (file.size === 0) {
        return said.empty;
    }

    if (file.size > Number(said.most)) {
        return said.large;
    }

    const bytes = new Uint8Array(await file.slice(0, 8).arrayBuffer());
    return starts.some(start => start.every((byte, i) => bytes[i] === byte)) ? null : said.type;
}

for (const form of document.querySelectorAll("form.upload")) {
    const input = form.querySelector("input[type=file]");
    const group = input.closest(".govuk-form-group");
    const hint = input.getAttribute("aria-describedby")?.split(" ").find(id => id.endsWith("-hint")) ?? "";
    let wrong = null;
    let sending = null;

    input.addEventListener("change", async () => {
        const [file] = input.files;
        wrong = file ? await whyNot(file, form.dataset) : null;
        group.querySelector(".govuk-error-message")?.remove();
        document.querySelector(`.govuk-error-summary a[href="#${input.id}"]`)?.closest(".govuk-error-summary").remove();
        group.classList.toggle("govuk-form-group--error", wrong !== null);
        input.classList.toggle("govuk-file-upload--error", wrong !== null);
        input.removeAttribute("aria-invalid");
        input.setAttribute("aria-describedby", hint);
        if (wrong !== null) {
            const message = document.createElement("p");
            message.id = `${input.id}-error`;
            message.className = "govuk-error-message";
            message.setAttribute("role", "alert");
            message.textContent = `${form.dataset.error} ${wrong}`;
            input.before(message);
            input.setAttribute("aria-invalid", "true");
            input.setAttribute("aria-describedby", `${hint} ${message.id}`.trim());
        }
    });

    form.addEventListener("submit", event => {
        if (wrong !== null || sending !== null) {
            event.preventDefault();
            input.focus();
            return;
        }

        if (input.files.length > 0) {
            sending = document.createElement("p");
            sending.setAttribute("role", "status");
            const bar = document.createElement("progress");
            bar.setAttribute("aria-label", form.dataset.sending);
            sending.append(bar, ` ${form.dataset.sending}`);
            form.append(sending);
        }
    });

    // Whoever comes back to the page may send again.
    addEventListener("pageshow", () => {
        sending?.remove();
        sending = null;
    });
}
