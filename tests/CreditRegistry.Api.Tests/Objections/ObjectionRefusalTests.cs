using System.Net;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Api.Tests.Objections;

/// <summary>What cannot be contested, by whom, and when: each with its code.</summary>
[Collection(nameof(RepairCollection))]
public sealed class ObjectionRefusalTests(RegistryHost host)
{
    [Fact]
    public async Task SecondObjection_WhileOneIsOpen_IsAConflictAndTheDatabaseRefusesItToo()
    {
        var scene = await host.SceneAsync();
        var first = await scene.ObjectedAsync();

        var answer = await (await scene.Company.ObjectAsync(Contests.Text(scene.Record.Id, "periodWrong"))).BodyAsync(HttpStatusCode.Conflict);

        Assert.Equal(("OBJECTION_OPEN", first.Text("id")), (answer.Text("code"), answer.Text("existingId")));
        Assert.Contains(first.Text("reference")!, answer.Text("detail"), StringComparison.Ordinal);
        Task InsertAsync(string state) => host.QueryAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            insert into objections (id, reference, record_id, company_id, organ_id, tier, rule_set_id, state, ground, reason,
                drafted_by, created_at, documents, deadlines, due_provisional, version)
            select gen_random_uuid(), 'OB-' || gen_random_uuid(), record_id, company_id, organ_id, tier, rule_set_id, {state}, ground,
                reason, drafted_by, created_at, '[]', '[]', false, 1 from objections where record_id = {scene.Record.Id} limit 1
            """));
        var underWay = await Assert.ThrowsAsync<PostgresException>(() => InsertAsync("accepted"));
        await InsertAsync("draft");
        var draft = await Assert.ThrowsAsync<PostgresException>(() => InsertAsync("draft"));
        Assert.Equal(
            ("ux_objections_one_under_way_per_record", "ux_objections_one_draft_per_record"),
            (underWay.ConstraintName, draft.ConstraintName));
    }

    [Fact]
    public async Task SameGround_AfterADismissal_NeedsEvidenceThatWasNotThere()
    {
        var scene = await host.SceneAsync();
        await scene.DecidedAsync();

        var again = await scene.DraftedAsync();
        Assert.Equal(["OBJECTION_NOT_NEW"], await scene.Company.Applicant.BreachesAsync(again, "submission"));
        again = await (await scene.Company.Applicant.Client.EvidenceAsync(again.Text("id"), "%PDF-1.4 a later judgment")).BodyAsync(HttpStatusCode.Created);
        Assert.Equal("submitted", (await scene.Company.Applicant.ContestAsync(again, "submission")).Text("state"));
    }

    [Fact]
    public async Task Record_ThatLeft_IsNotContestedByItsCompanyNorSeenByAnother()
    {
        var scene = await host.SceneAsync();
        await (await scene.Organ.Agency.Client.SendAsync($"/api/v1/records/{scene.Record.Id}/annulment", new { reason = "Withdrawn." }, "*"))
            .BodyAsync(HttpStatusCode.OK);

        var answer = await (await scene.Company.ObjectAsync(Contests.Text(scene.Record.Id))).BodyAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(("OBJECTION_NOT_POSSIBLE", "OBJECTION_RECORD_LEFT"), (answer.Text("code"), answer["breaches"]![0]!.Text("rule")));
        var stranger = await host.CompanyAsync();
        Assert.Equal("RECORD_ANNULLED", await (await stranger.ObjectAsync(Contests.Text(scene.Record.Id))).ProblemAsync(HttpStatusCode.Gone));
    }

    [Fact]
    public async Task Record_OfAnotherCompany_IsNotContested()
    {
        var scene = await host.SceneAsync();
        var stranger = await host.CompanyAsync();
        var refused = await scene.Organ.OfficerB.DoAsync(await host.RecommendedAsync(scene, Cases.Refusal), "decision", Cases.Refusal);

        Assert.Equal("OBJECTION_OTHER_COMPANY", await (await stranger.ObjectAsync(Contests.Text(scene.Record.Id))).ProblemAsync(HttpStatusCode.Forbidden));
        Assert.Equal("RECORD_NOT_FOUND", await (await stranger.ObjectAsync(Contests.Text(Guid.Empty))).ProblemAsync(HttpStatusCode.NotFound));
        var other = new { applicationId = Cases.IdOf(refused), ground = "repairRefused", reason = "It was right." };
        Assert.Equal("APPLICATION_NOT_FOUND", await (await stranger.ObjectAsync(other)).ProblemAsync(HttpStatusCode.NotFound));
        var filed = await scene.ObjectedAsync();
        Assert.Equal("OBJECTION_NOT_FOUND", await (await stranger.Applicant.Client.AskAsync($"{Contests.Objections}/{filed.Text("id")}")).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("OBJECTION_NOT_FOUND", await stranger.Applicant.TurnedDownAsync(filed, "withdrawal", HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task AbnormalRecord_ByCn_IsContestedWithinThirtyDays()
    {
        var organ = await host.OrganAsync(Given.Cn);
        Task<Scene> PublishedAsync(int daysAgo) => host.SceneAsync(
            RecordTier.Abnormal, Given.Cn, host.Clock.Today.AddDays(-daysAgo), organ);
        var (inTime, late) = (await PublishedAsync(30), await PublishedAsync(31));

        Assert.Equal("draft", (await (await inTime.Company.ObjectAsync(Contests.Text(inTime.Record.Id))).BodyAsync(HttpStatusCode.Created)).Text("state"));
        var answer = await (await late.Company.ObjectAsync(Contests.Text(late.Record.Id))).BodyAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["OBJECTION_TOO_LATE"], answer.Texts("breaches", "rule"));
        await (await late.Company.ObjectAsync(Contests.Text(late.Record.Id, "decisionAnnulledOrChanged"))).BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Draft_OfTheWrongShape_NamesTheField()
    {
        var scene = await host.SceneAsync();
        var id = scene.Record.Id;
        async Task<string> FieldAsync(object text)
        {
            var answer = await (await scene.Company.ObjectAsync(text)).BodyAsync(HttpStatusCode.BadRequest);
            return $"{answer.Text("code")} {answer["errors"]!.AsObject().Single().Key}";
        }

        Assert.Equal("VALIDATION_FAILED statement", await FieldAsync(Contests.Text(id, statement: new string('长', 501))));
        Assert.Equal("PUBLIC_TEXT_PERSONAL statement", await FieldAsync(Contests.Text(id, statement: "Call 13812345678.")));
        Assert.Equal("OBJECTION_GROUND_UNFIT ground", await FieldAsync(Contests.Text(id, "repairRefused")));
        Assert.Equal("VALIDATION_FAILED reason", await FieldAsync(new { recordId = id, ground = "factsWrong", reason = " " }));
        Assert.Equal("VALIDATION_FAILED recordId", await FieldAsync(new { ground = "factsWrong", reason = "Wrong." }));
        Assert.Equal("VALIDATION_FAILED recordId", await FieldAsync(new { recordId = id, applicationId = id, ground = "factsWrong", reason = "Wrong." }));
        Assert.Equal("VALIDATION_FAILED ground", await FieldAsync(new { recordId = id, reason = "Wrong." }));
        Assert.Equal("VALIDATION_FAILED statement", await FieldAsync(Contests.Text(id, statement: string.Concat(Enumerable.Repeat("😀", 501)))));
        Assert.Equal("PUBLIC_TEXT_INVISIBLE statement", await FieldAsync(Contests.Text(id, statement: "\u202E00083100831")));
        var longest = string.Concat(Enumerable.Repeat("😀𠮷", 250));
        Assert.Equal(longest, (await (await scene.Company.ObjectAsync(Contests.Text(id, statement: longest))).BodyAsync(HttpStatusCode.Created)).Text("statement"));
    }

    [Fact]
    public async Task Correction_ThatCannotBePublic_IsRefusedInTheFinding()
    {
        var scene = await host.SceneAsync();
        var taken = await scene.TakenUpAsync();
        var finding = new
        {
            outcome = "correct",
            reasonCode = "RECORD_INCORRECT",
            reason = "The facts were others.",
            correction = new { summary = "联系138.0013.8000" },
        };

        var answer = await (await scene.Organ.Agency.AnswerAsync(taken, "finding", finding)).BodyAsync(HttpStatusCode.BadRequest);

        Assert.Equal(
            ("PUBLIC_TEXT_PERSONAL", "correction.summary"), (answer.Text("code"), answer["errors"]!.AsObject().Single().Key));
    }

    [Fact]
    public async Task Application_ThatWasNotRefused_IsNotContested()
    {
        var scene = await host.SceneAsync();
        var submitted = await host.SubmittedAsync(scene);

        Assert.Equal(
            "OBJECTION_APPLICATION_STATE",
            await (await scene.Company.ObjectAsync(new { applicationId = Cases.IdOf(submitted), ground = "repairRefused", reason = "Why?" }))
                .ProblemAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task AnotherOrgan_FindsNoSuchObjectionAndDecidesNothing()
    {
        var scene = await host.SceneAsync();
        var filed = await scene.ObjectedAsync();
        var other = await host.OrganAsync();

        Assert.Equal("OBJECTION_NOT_FOUND", await other.OfficerA.TurnedDownAsync(filed, "acceptance", HttpStatusCode.NotFound));
        Assert.Equal("OBJECTION_NOT_FOUND", await other.Agency.TurnedDownAsync(filed, "finding", HttpStatusCode.NotFound, Contests.Dismissal));
        var watcher = await host.SignInAsync([Role.Officer, Role.Auditor], organs: [other.Code]);
        Assert.Equal("OBJECTION_OTHER_ORGAN", await watcher.TurnedDownAsync(filed, "acceptance", HttpStatusCode.Forbidden));
        Assert.Empty((await other.Agency.Client.ReadAsync("/api/v1/review/objections"))["items"]!.AsArray());
    }

    [Fact]
    public async Task AccountWithAStake_NeitherFindsNorDecides()
    {
        var scene = await host.SceneAsync();
        var officer = await host.SignInAsync(
            [Role.Officer, Role.Applicant], organs: [scene.Organ.Code], companies: [scene.Company.RegistrationId]);
        var found = await scene.FoundAsync();

        Assert.Equal("OBJECTION_STAKE", await officer.TurnedDownAsync(found, "decision", HttpStatusCode.Forbidden, Contests.Dismissal));
    }

    [Fact]
    public async Task Publisher_OfTheRecord_GivesNoFinding()
    {
        var organ = await host.OrganAsync(Given.Cn);
        var company = await host.CompanyAsync();
        var published = await (await organ.Agency.Client.SendAsync("/api/v1/records", new
        {
            registrationId = company.RegistrationId,
            tier = "abnormal",
            ground = "A01",
            decision = new { number = $"No. {company.RegistrationId}", decidedOn = $"{host.Clock.Today:yyyy-MM-dd}" },
            summary = "No annual report.",
        })).BodyAsync(HttpStatusCode.Created);
        var stored = await host.QueryAsync(db => db.Records.FindAsync(published["id"]!.GetValue<Guid>()).AsTask());

        var accepted = await new Scene(organ, company, stored!).TakenUpAsync();

        Assert.Equal("OBJECTION_STAKE", await organ.Agency.TurnedDownAsync(accepted, "finding", HttpStatusCode.Forbidden, Contests.Dismissal));
        Assert.Equal("proposed", (await organ.OfficerA.ContestAsync(accepted, "finding", Contests.Dismissal)).Text("state"));
    }

    [Fact]
    public async Task SameAccount_DoesNotFindAndDecide()
    {
        var scene = await host.SceneAsync();
        var found = await scene.Organ.OfficerA.ContestAsync(await scene.TakenUpAsync(), "finding", Contests.Dismissal);

        Assert.Equal("OBJECTION_FOUR_EYES", await scene.Organ.OfficerA.TurnedDownAsync(found, "decision", HttpStatusCode.Forbidden, Contests.Annulment));
        Assert.Equal("ACCESS_DENIED", await scene.Organ.Agency.TurnedDownAsync(found, "decision", HttpStatusCode.Forbidden, Contests.Dismissal));
        Assert.Equal("dismissed", (await scene.Organ.OfficerB.ContestAsync(found, "decision", Contests.Dismissal)).Text("state"));
    }

    [Fact]
    public async Task Finding_ThatDoesNotFit_NamesTheField()
    {
        var scene = await host.SceneAsync();
        var accepted = await scene.TakenUpAsync();
        async Task<string> CodeAsync(object finding) =>
            await scene.Organ.Agency.TurnedDownAsync(accepted, "finding", HttpStatusCode.BadRequest, finding);

        Assert.Equal("REASON_CODE_UNKNOWN", await CodeAsync(new { outcome = "dismiss", reasonCode = "CONDITIONS_MET", reason = "x" }));
        Assert.Equal("OBJECTION_CORRECTION_MISSING", await CodeAsync(new { outcome = "correct", reasonCode = "RECORD_INCORRECT", reason = "x" }));
        Assert.Equal("OBJECTION_OUTCOME_UNFIT", await CodeAsync(new { outcome = "reopen", reasonCode = "REPAIR_WRONGLY_REFUSED", reason = "x" }));
        Assert.Equal(
            "OBJECTION_PERIOD_SAME",
            await CodeAsync(new { outcome = "changePeriod", reasonCode = "PERIOD_INCORRECT", reason = "x", correction = new { summary = "y" } }));
        Assert.Equal("VALIDATION_FAILED", await CodeAsync(new { reasonCode = "RECORD_CORRECT", reason = "x" }));
    }

    [Fact]
    public async Task Finding_ThatCorrectsNothing_IsRefused()
    {
        var scene = await host.SceneAsync();
        var accepted = await scene.TakenUpAsync();
        var record = scene.Record;
        var same = new
        {
            ground = record.Ground,
            decision = new { number = record.DecisionNumber, decidedOn = record.DecidedOn },
            summary = $" {record.Summary} ",
            penalties = record.Penalties,
        };

        foreach (var correction in (object[])[new { }, same])
        {
            Assert.Equal("RECORD_CORRECTION_SAME", await scene.Organ.Agency.TurnedDownAsync(
                accepted, "finding", HttpStatusCode.Conflict, Correct(correction)));
        }

        var found = await scene.Organ.Agency.ContestAsync(accepted, "finding", Correct(new { summary = $"{record.Summary}." }));
        Assert.Equal("proposed", found.Text("state"));
    }

    [Fact]
    public async Task Decision_ThatCorrectsNothingAnyMore_IsRefused()
    {
        var scene = await host.SceneAsync();
        var path = $"/api/v1/records/{scene.Record.Id}";
        var found = await scene.FoundAsync(Correct(new { summary = "As the decision says." }));
        Assert.Equal("RECORD_CORRECTION_SAME", await scene.Organ.OfficerA.TurnedDownAsync(
            found, "decision", HttpStatusCode.Conflict, Correct(new { })));
        await (await scene.Organ.Agency.Client.SendAsync(
            $"{path}/corrections", new { reason = "A slip.", summary = "As the decision says." }, "*")).BodyAsync(HttpStatusCode.OK);
        var now = await scene.Organ.OfficerA.ReadAgainAsync(found);
        var version = (int)(await host.Anyone().ReadAsync(path))["version"]!;

        foreach (var correction in (object[])[new { }, new { summary = "As the decision says." }])
        {
            Assert.Equal("RECORD_CORRECTION_SAME", await scene.Organ.OfficerA.TurnedDownAsync(
                now, "decision", HttpStatusCode.Conflict, Correct(correction)));
        }

        Assert.Equal(version, (int)(await host.Anyone().ReadAsync(path))["version"]!);
        var upheld = await scene.Organ.OfficerA.ContestAsync(now, "decision", Correct(new { summary = "Word for word." }));
        Assert.Equal(("upheld", true), (upheld.Text("state"), (bool)upheld["inside"]!["departed"]!));
    }

    [Fact]
    public async Task Decision_ThatWouldUndoALaterCorrection_IsRefusedUntilItSaysWhatTheRecordIsToSay()
    {
        var scene = await host.SceneAsync(ruleSet: Given.Cn);
        var path = $"/api/v1/records/{scene.Record.Id}";
        var found = await scene.FoundAsync(Correct(new { summary = "As the decision says." }));
        Assert.False((bool)found["inside"]!["overtaken"]!);
        var fine = new { kind = "LARGER_FINE", amountFen = 6_000_000L };
        await (await scene.Organ.Agency.Client.SendAsync($"{path}/corrections", new { reason = "Another fine.", penalties = new[] { fine } }, "*"))
            .BodyAsync(HttpStatusCode.OK);
        Assert.Equal("VERSION_STALE", await scene.Organ.OfficerA.TurnedDownAsync(
            found, "decision", HttpStatusCode.PreconditionFailed, Correct(null)));
        found = await scene.Organ.OfficerA.ReadAgainAsync(found);
        Assert.True((bool)found["inside"]!["overtaken"]!);

        Assert.Equal("OBJECTION_RECORD_CORRECTED", await scene.Organ.OfficerA.TurnedDownAsync(
            found, "decision", HttpStatusCode.Conflict, Correct(null)));

        var upheld = await scene.Organ.OfficerA.ContestAsync(found, "decision", Correct(new { summary = "As the decision says." }));
        Assert.False((bool)upheld["inside"]!["overtaken"]!);
        var now = await host.Anyone().ReadAsync(path);
        Assert.Equal(
            ("As the decision says.", fine.amountFen),
            (now.Text("summary"), (long)now["penalties"]!.AsArray().Single()!["amountFen"]!));
    }

    [Fact]
    public async Task Draft_IsItsCompanysAloneUntilItIsFiled()
    {
        var scene = await host.SceneAsync();
        var (supervisor, auditor) = (await host.SignInAsync([Role.Supervisor]), await host.SignInAsync([Role.Auditor]));
        var draft = await scene.DraftedAsync();
        var path = $"{Contests.Objections}/{draft.Text("id")}";
        var document = $"{path}/documents/{draft["documents"]![0]!.Text("id")}";

        foreach (var reader in (TestAccount[])[scene.Organ.Agency, scene.Organ.OfficerA, supervisor, auditor])
        {
            Assert.Equal("OBJECTION_NOT_FOUND", await (await reader.Client.AskAsync(path)).ProblemAsync(HttpStatusCode.NotFound));
        }

        Assert.Equal("OBJECTION_NOT_FOUND", await (await auditor.Client.AskAsync(document)).ProblemAsync(HttpStatusCode.NotFound));
        await scene.Company.Applicant.ContestAsync(draft, "submission");
        Assert.Equal("submitted", (await auditor.ReadAgainAsync(draft)).Text("state"));
        Assert.Equal(HttpStatusCode.OK, (await auditor.Client.AskAsync(document)).StatusCode);
        var dropped = await host.SceneAsync();
        var withdrawn = await dropped.Company.Applicant.ContestAsync(await dropped.DraftedAsync(), "withdrawal");
        Assert.Equal("OBJECTION_NOT_FOUND", await (await auditor.Client.AskAsync($"{Contests.Objections}/{withdrawn.Text("id")}"))
            .ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Write_WithoutOrWithAnOldVersion_IsRefused()
    {
        var scene = await host.SceneAsync();
        var filed = await scene.ObjectedAsync();
        var path = $"{Contests.Objections}/{filed.Text("id")}/acceptance";

        Assert.Equal("PRECONDITION_REQUIRED", await (await scene.Organ.OfficerA.Client.SendAsync(path)).ProblemAsync((HttpStatusCode)428));
        var accepted = await scene.Organ.OfficerA.ContestAsync(filed, "acceptance");
        Assert.Equal("VERSION_STALE", await scene.Organ.OfficerB.TurnedDownAsync(filed, "acceptance", HttpStatusCode.PreconditionFailed));
        Assert.Equal("OBJECTION_STATE", await scene.Organ.OfficerB.TurnedDownAsync(accepted, "acceptance", HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Draft_SentTwiceWithOneKey_IsOne()
    {
        var scene = await host.SceneAsync();
        var key = $"{Guid.CreateVersion7(host.Clock.GetUtcNow())}";

        var first = await (await scene.Company.ObjectAsync(Contests.Text(scene.Record.Id), key)).BodyAsync(HttpStatusCode.Created);
        var second = await (await scene.Company.ObjectAsync(Contests.Text(scene.Record.Id), key)).BodyAsync(HttpStatusCode.Created);

        Assert.Equal(first.Text("id"), second.Text("id"));
        Assert.Single((await scene.Company.Applicant.Client.ReadAsync($"{Contests.Objections}?mine=true"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Evidence_IsReadByTheOrganOnlyOnceFiledAndStaysWithTheCase()
    {
        var scene = await host.SceneAsync();
        var draft = await scene.DraftedAsync();
        var path = $"{Contests.Objections}/{draft.Text("id")}/documents/{draft["documents"]![0]!.Text("id")}";
        Assert.Equal("OBJECTION_NOT_FOUND", await (await scene.Organ.Agency.Client.AskAsync(path)).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("DOCUMENT_FORM", await (await scene.Company.Applicant.Client.EvidenceAsync(draft.Text("id"), field: "kind")).ProblemAsync(HttpStatusCode.BadRequest));
        Assert.Equal("DOCUMENT_TYPE", await (await scene.Company.Applicant.Client.EvidenceAsync(draft.Text("id"), "MZ")).ProblemAsync(HttpStatusCode.BadRequest));

        var filed = await scene.Company.Applicant.ContestAsync(draft, "submission");

        Assert.Equal("%PDF-1.4 judgment", await (await scene.Organ.Agency.Client.AskAsync(path)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("DOCUMENT_SUBMITTED", (await scene.Company.Applicant.DeleteAsync(path, HttpStatusCode.Conflict)).Text("code"));
        var more = await (await scene.Company.Applicant.Client.EvidenceAsync(filed.Text("id"), "%PDF-1.4 more")).BodyAsync(HttpStatusCode.Created);
        Assert.Equal(2, more["documents"]!.AsArray().Count);
        var found = await scene.Organ.Agency.ContestAsync(await scene.Organ.OfficerA.ContestAsync(more, "acceptance"), "finding", Contests.Dismissal);
        Assert.Equal("OBJECTION_STATE", await (await scene.Company.Applicant.Client.EvidenceAsync(found.Text("id"))).ProblemAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Draft_ThatIsTakenBack_LeavesNoBytesAndAFiledObjectionKeepsThem()
    {
        var (dropped, filed) = (await host.SceneAsync(), await host.SceneAsync());
        var draft = await dropped.Company.Applicant.ContestAsync(await dropped.DraftedAsync(), "withdrawal");
        var withdrawn = await filed.Company.Applicant.ContestAsync(await filed.ObjectedAsync(), "withdrawal");

        var (gone, kept) = (Cases.IdOf(draft), Cases.IdOf(withdrawn));
        Assert.Equal(0, await host.QueryAsync(db => db.DocumentChunks.CountAsync(c => c.ObjectionId == gone)));
        Assert.Equal(1, await host.QueryAsync(db => db.DocumentChunks.CountAsync(c => c.ObjectionId == kept)));
        Assert.Equal("DOCUMENT_ERASED", await (await dropped.Company.Applicant.Client.AskAsync(
            $"{Contests.Objections}/{gone}/documents/{draft["documents"]![0]!.Text("id")}")).ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Draft_WithItsDocumentsRemoved_LeavesNoBytes()
    {
        var scene = await host.SceneAsync();
        var draft = await scene.DraftedAsync();

        var left = await scene.Company.Applicant.DeleteAsync(
            $"{Contests.Objections}/{draft.Text("id")}/documents/{draft["documents"]![0]!.Text("id")}", HttpStatusCode.OK);

        Assert.Empty(left["documents"]!.AsArray());
        var id = Cases.IdOf(draft);
        Assert.Equal(0, await host.QueryAsync(db => db.DocumentChunks.CountAsync(c => c.ObjectionId == id)));
    }

    [Fact]
    public async Task Queue_ByFilter_ListsWhatIsAsked()
    {
        var scene = await host.SceneAsync();
        var filed = await scene.ObjectedAsync();
        var supervisor = await host.SignInAsync([Role.Supervisor]);
        var own = $"&organ={scene.Organ.Code}";
        async Task<int> CountAsync(string filter) =>
            (await supervisor.Client.ReadAsync($"/api/v1/review/objections?{filter.TrimStart('&')}"))["items"]!.AsArray().Count;

        Assert.Equal(
            (1, 1, 0, 0, 1, 0),
            (await CountAsync(own), await CountAsync($"state=submitted{own}"), await CountAsync($"state=accepted{own}"), await CountAsync($"overdue=true{own}"),
                await CountAsync($"overdue=false&tier=untrustworthy&ruleSet=four-tier-2024{own}"), await CountAsync($"tier=abnormal{own}")));
        Assert.Equal("QUERY_PARAMETER_INVALID", await (await supervisor.Client.AskAsync("/api/v1/review/objections?state=draft")).ProblemAsync(HttpStatusCode.BadRequest));
        Assert.Equal(filed.Text("id"), (await supervisor.ReadAgainAsync(filed)).Text("id"));
    }

    private static object Correct(object? correction) =>
        new { outcome = "correct", reasonCode = "RECORD_INCORRECT", reason = "The decision says less.", correction };
}
