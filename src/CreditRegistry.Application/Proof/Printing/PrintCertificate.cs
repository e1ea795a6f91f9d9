using System.Collections;
using System.Globalization;
using CreditRegistry.Application.Companies;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Time;
using QRCoder;

namespace CreditRegistry.Application.Proof.Printing;

/// <summary>Prints a company's certificate as a PDF that carries the signed one.</summary>
public sealed class PrintCertificate(IssueCertificate issue, DescribeCertified describe, SigningKeys keys, CertificateFonts fonts)
{
    private const double CodeSize = 130;
    private const double OneRecord = 295; // most are no longer: they stay on one page

    private const string Brand = "0.043 0.361 0.494";
    private const string Black = "0.078 0.094 0.110";
    private const string Grey = "0.337 0.376 0.416";
    private static readonly Ink Name = new(9.5, Grey);
    private static readonly Ink NameBelow = new(7.5, Grey);
    private static readonly Ink Value = new(10, Black);
    private static readonly Ink ValueBelow = new(8.5, Grey);
    private static readonly Ink Code = new(8, Black);

    // A certificate takes a core for a moment; anyone may ask for one.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>Where a short certificate is verified.</summary>
    /// <param name="site">Address of the registry's site, without a slash at its end.</param>
    /// <param name="digest">A compact JWS.</param>
    public static string AddressOf(string site, string digest) => $"{site}/verify?c={digest}";

    /// <param name="site">Where its QR code leads: the address of the registry's site, without a slash at its end.</param>
    /// <returns>A PDF; or why there is no certificate, or no font to print it with.</returns>
    public async Task<Outcome<byte[]>> RunAsync(RegistrationId id, string site, CancellationToken ct)
    {
        if (fonts.Open() is { } missing)
        {
            return missing;
        }

        var issued = await issue.RunAsync(id, ct);
        if (issued.Value is not { } certificate)
        {
            return issued.Error!;
        }

        var records = await describe.RunAsync(certificate.Statement.Records, ct);
        var digest = keys.Sign(SignedStatement.Digest, CertificateDigest.Of(certificate));
        await OneAtATime.WaitAsync(ct);
        try
        {
            return Print(certificate, records, site, AddressOf(site, digest));
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private byte[] Print(CertificateView certificate, IReadOnlyList<CertifiedView> records, string site, string address)
    {
        var said = certificate.Statement;
        var sheet = new Sheet(fonts);
        Head(sheet, said, address);
        Records(sheet, records);
        Notes(sheet, site);
        return sheet.Print(
            $"/Title{PdfFile.Text($"{CertificateTexts.Title.Zh} {said.RegistrationId}")}/Author{PdfFile.Text(Both(CertificateTexts.Issuer))}"
            + $"/Keywords{PdfFile.Plain(certificate.Certificate)}/CreationDate(D:{said.At.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}Z)",
            (page, pages) => ($"{said.RegistrationId}　{At(said).Zh}", Both(Filled(CertificateTexts.PageOf, page, pages))),
            NameBelow);
    }

    private void Head(Sheet sheet, CertificateStatement said, string address)
    {
        const double beside = Sheet.Width - CodeSize - 24;
        sheet.Keep(CodeSize);
        DrawCode(sheet, address, Sheet.Margin + Sheet.Width - CodeSize, Sheet.Margin);
        sheet.Write(Both(CertificateTexts.Issuer), new Ink(9.5, Brand), width: beside);
        sheet.Space(14);
        sheet.Write(CertificateTexts.Title.Zh, new Ink(22, Black, Bold: true), width: beside);
        sheet.Write(CertificateTexts.Title.En, new Ink(11.5, Grey), width: beside);
        sheet.At = Sheet.Margin + CodeSize;
        sheet.Write(Both(CertificateTexts.Scan), NameBelow, left: Sheet.Width - CodeSize + 22);
        sheet.Space(6);
        sheet.Rule(Brand, 1.5);
        var status = Standings.NameOf(Enum.Parse<CompanyStatus>(said.Status, ignoreCase: true));
        Row(sheet, CertificateTexts.Company, (said.Name, new Ink(12, Black, Bold: true)), (Both(CertificateTexts.Status, status), ValueBelow));
        Row(sheet, CertificateTexts.RegistrationId, (said.RegistrationId, Value));
        Row(sheet, CertificateTexts.StandingThen, Standings.NameOf(Enum.Parse<Standing>(said.Standing, ignoreCase: true)));
        Row(sheet, CertificateTexts.At, At(said));
        Row(sheet, CertificateTexts.Position, (said.Position.ToString("#,0", CultureInfo.InvariantCulture), Value));
        Row(sheet, CertificateTexts.Root, (said.Root, Code));
        Row(sheet, CertificateTexts.Key, (keys.Kid, Code));
    }

    private static void Records(Sheet sheet, IReadOnlyList<CertifiedView> records)
    {
        sheet.Space(14);
        sheet.Keep(60);
        var lead = records is [] ? CertificateTexts.None : Filled(CertificateTexts.Count, records.Count);
        sheet.Write(lead.Zh, new Ink(12, Black, Bold: true));
        sheet.Write(lead.En, ValueBelow);
        foreach (var (index, record) in records.Index())
        {
            sheet.Space(12);
            sheet.Keep(OneRecord);
            sheet.Write($"{index + 1}.　{record.TierName.Zh}　{record.Ground.Zh}", new Ink(10.5, Brand, Bold: true));
            sheet.Write($"{record.TierName.En}: {record.Ground.En}", ValueBelow);
            sheet.Space(4);
            sheet.Rule(Brand, 0.75);
            Row(sheet, CertificateTexts.Basis, record.LegalBasis);
            Row(sheet, CertificateTexts.Organ, record.Organ);
            if (record.DecisionNumber is { } number)
            {
                var decided = Filled(CertificateTexts.DecidedOn, record.DecidedOn!);
                Row(sheet, CertificateTexts.Decision, ($"{number}（{decided.Zh}）", Value), ($"{number}, {decided.En}", ValueBelow));
            }

            if (record.Penalties is not [])
            {
                var penalties = record.Penalties.Select(InWords).ToList();
                Row(sheet, CertificateTexts.Penalties, new LocalText(
                    string.Join("; ", penalties.Select(penalty => penalty.En)), string.Join("；", penalties.Select(penalty => penalty.Zh))));
            }

            Row(sheet, CertificateTexts.Shown, record.LapsesOn is { } last
                ? Filled(CertificateTexts.ShownUntil, record.PublishedOn, last)
                : Filled(CertificateTexts.ShownFrom, record.PublishedOn));
            if (record.Marks is not [])
            {
                Row(sheet, CertificateTexts.Marks, new LocalText(
                    string.Join("; ", record.Marks.Select(mark => mark.En)), string.Join("；", record.Marks.Select(mark => mark.Zh))));
            }

            if (record.CompanyStatement is { } statement)
            {
                Row(sheet, CertificateTexts.CompanySays, (statement, Value));
            }

            Row(sheet, CertificateTexts.Summary, (record.Summary, Value));
            Row(sheet, CertificateTexts.RecordId, ($"{record.Id}", Code));
        }
    }

    private static void Notes(Sheet sheet, string site)
    {
        sheet.Space(18);
        sheet.Keep(150);
        sheet.Write(Both(CertificateTexts.About), new Ink(10, Black, Bold: true));
        foreach (var note in CertificateTexts.Notes)
        {
            var text = Filled(note, $"{site}/verify");
            sheet.Space(4);
            sheet.Write(text.Zh, new Ink(9, Black));
            sheet.Write(text.En, new Ink(8, Grey));
        }
    }

    private static void Row(Sheet sheet, LocalText name, LocalText value) =>
        Row(sheet, name, (value.Zh, Value), (value.En, ValueBelow));

    private static void Row(Sheet sheet, LocalText name, params (string, Ink)[] value) =>
        sheet.Row([(name.Zh, Name), (name.En, NameBelow)], value);

    private static void DrawCode(Sheet sheet, string address, double left, double top)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var size = CodeSize / code.ModuleMatrix.Count;
        foreach (var (row, line) in code.ModuleMatrix.Index())
        {
            for (var from = 0; from < line.Count; from++)
            {
                var to = EndOfRun(line, from);
                if (to > from)
                {
                    // A hair too much, so that no light line is seen between two rows.
                    sheet.Fill("0 0 0", left + (from * size), top + (row * size), ((to - from) * size) + 0.05, size + 0.05);
                    from = to;
                }
            }
        }

        sheet.Link(address, left, top, CodeSize, CodeSize);
    }

    private static int EndOfRun(BitArray line, int at)
    {
        while (at < line.Count && line[at])
        {
            at++;
        }

        return at;
    }

    private static LocalText InWords(NamedPenalty penalty)
    {
        var amount = penalty.AmountFen is { } fen ? Filled(CertificateTexts.Amount, fen / 100m) : new("", "");
        var term = penalty.TermEndsOn is { } last ? Filled(CertificateTexts.Term, last) : new("", "");
        return new(penalty.Kind.En + amount.En + term.En, penalty.Kind.Zh + amount.Zh + term.Zh);
    }

    private static LocalText At(CertificateStatement said) => Filled(CertificateTexts.AtInstant, LegalDates.LocalTimeOf(said.At));

    private static string Both(LocalText name, LocalText value) => $"{name.Zh}：{value.Zh}　{name.En}: {value.En}";

    private static string Both(LocalText text) => $"{text.Zh}　{text.En}";

    private static LocalText Filled(LocalText text, params object[] values) => new(
        string.Format(CultureInfo.InvariantCulture, text.En, values), string.Format(CultureInfo.InvariantCulture, text.Zh, values));
}
