// Nothing here is needed to use the site; it makes some of it nicer.
import { Button, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink, createAll } from "govuk-frontend";
import { offerPageTools } from "./parts/page-tools.js";
import { suggestCompanies } from "./parts/suggestions.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink]) {
    createAll(component);
}

suggestCompanies(document.querySelector("#q"));
offerPageTools();
