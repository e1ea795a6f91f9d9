// Printing, and a link that copies itself.
export function offerPageTools() {
    for (const item of document.querySelectorAll("[data-print]")) {
        item.hidden = false;
        item.querySelector("button").addEventListener("click", () => print());
    }

    for (const link of document.querySelectorAll("a[data-copy]")) {
        link.addEventListener("click", async event => {
            if (!navigator.clipboard) {
                return; // then it is the link that it looks like
            }

            event.preventDefault();
            try {
                await navigator.clipboard.writeText(link.href);
                const said = document.createElement("span");
                said.setAttribute("role", "status");
                said.className = "quiet";
                said.textContent = ` ${link.dataset.copy}`;
                link.parentElement.querySelector("[role=status]")?.remove();
                link.after(said);
            } catch {
                location.assign(link.href);
            }
        });
    }
}
