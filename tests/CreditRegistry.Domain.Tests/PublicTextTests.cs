using System.Globalization;
using CreditRegistry.Domain.Tests.Companies;
using FsCheck;
using FsCheck.Fluent;

namespace CreditRegistry.Domain.Tests;

public class PublicTextTests
{
    private static readonly string[] Separators =
        [" ", "-", ".", "·", "—", "–", "－", "．", "・", "/", "_", "*", "~", "\t", "\n", "\u00A0", "\u3000", " - ", "…", "😀"];

    private static readonly string[] Unseen = ["\u200B", "\u200D", "\uFEFF", "\u00AD", "\u2060", "\u202E", "\u2066", "\uFE0F", "\u0336"];

    /// <summary>The same digit as it is written otherwise.</summary>
    private static readonly Func<int, string>[] Scripts =
    [
        d => $"{d}", d => $"{d}", d => $"{(char)('０' + d)}", d => $"{"〇一二三四五六七八九"[d]}", d => $"{"零壹贰叁肆伍陆柒捌玖"[d]}",
        d => $"{(char)('٠' + d)}", d => char.ConvertFromUtf32(0x1D7CE + d), d => $"{"⓪①②③④⑤⑥⑦⑧⑨"[d]}",
    ];

    private static readonly Gen<string> Mobiles =
        from start in Gen.Choose(130, 199)
        from rest in Gen.Choose(0, 99_999_999)
        select string.Create(CultureInfo.InvariantCulture, $"{start}{rest:00000000}");

    private static readonly Gen<string> Days =
        Gen.Choose(0, 36_000).Select(days => new DateOnly(1930, 1, 1).AddDays(days).ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    private static readonly Gen<string> ResidentIds =
        from region in Gen.Elements("110101", "330106", "440305", "650102", "820000")
        from day in Days
        from turn in Gen.Choose(0, 999)
        select WithCheck(string.Create(CultureInfo.InvariantCulture, $"{region}{day}{turn:000}"));

    private static readonly Gen<string> Between = Gen.Frequency(
        (12, Gen.Constant("")), (2, Gen.Elements(Separators)), (2, Gen.Elements(Unseen)),
        (1, Gen.Elements(Separators).Two().Select(two => two.Item1 + two.Item2)));

    private static readonly Gen<Func<int, string>> Script = Gen.Elements(Scripts);

    [Theory]
    [InlineData("请联系 legal@company.example。")]
    [InlineData("Write to a.b+c@mail.company.example now")]
    [InlineData("邮箱ｌｅｇａｌ＠ｃｏｍｐａｎｙ．ｅｘａｍｐｌｅ")]
    [InlineData("电话13812345678，随时联系。")]
    [InlineData("Call +86 138 1234 5678.")]
    [InlineData("Call 0086-138-1234-5678.")]
    [InlineData("Call 138-1234-5678.")]
    [InlineData("联系138.0013.8000")]
    [InlineData("联系138,0013,8000")]
    [InlineData("联系138、0013、8000")]
    [InlineData("联系（138）0013-8000")]
    [InlineData("联系138\u200B0013\u200B8000")]
    [InlineData("联系１３８００１３８０００")]
    [InlineData("联系一三八〇〇一三八〇〇〇")]
    [InlineData("联系壹叁捌零零壹叁捌零零零")]
    [InlineData("联系一三八00一三八000")]
    [InlineData("1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣")]
    [InlineData("统一13800138000")]
    [InlineData("电话2 138 0013 8000")]
    [InlineData("2026-03-01 13800138000")]
    [InlineData("座机：010-12345678")]
    [InlineData("座机：（010）12345678")]
    [InlineData("身份证号11010119900307123X")]
    [InlineData("身份证１１０１０１１９９００３０７１２３Ｘ")]
    [InlineData("身份证110101-1990-03-07-123-х")]
    [InlineData("身份证 110101 19900307 1234")]
    [InlineData("旧号码110101900307123")]
    public void Text_WithAPersonsData_IsRecognised(string text) => Assert.True(PublicText.MayHavePersonalData(text));

    [Theory]
    [InlineData("该决定已于2026年3月1日被撤销，文号：澜监罚字〔2025〕001号。")]
    [InlineData("浙市监罚字〔2026〕12号、杭综执罚决字[2026]第000138号、（2026）浙0106行初13800号")]
    [InlineData("Our registration ID is 91350000YYK4XLAM2L; the fine was 80000.00 yuan.")]
    [InlineData("The court's number is (2026) 0101 行初 12号; 2026-03-01 to 2026-06-30.")]
    [InlineData("We paid 1,000,000,000 yuan @ noon.")]
    [InlineData("罚款138001380.00元，没收违法所得1380.013800万元，货值¥138001380.00，共13,800,138,000元。")]
    [InlineData("违反《条例》第13、15、17、19、21、2条，第138、139、140条。")]
    [InlineData("营业时间2026-03-01 08:00 - 2026-03-02 18:00，每日13:30 14:30 9:30。")]
    [InlineData("座机12345678，邮编310000")]
    [InlineData("一是未按时公示，二是逾期三十日，三、五月各一次；二〇二六年三月一日")]
    [InlineData("2010-3-05 2010-11-30，1998.10.1-12.31")]
    public void Text_OfACompany_Passes(string text) => Assert.False(PublicText.MayHavePersonalData(text));

    [Fact]
    public void Number_OfAPerson_IsFoundHoweverItIsWritten() => Prop.ForAll(
        Gen.OneOf(Mobiles, ResidentIds).SelectMany(Written).ToArbitrary(),
        text => PublicText.MayHavePersonalData($"请联系{text}，谢谢。")).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void Amount_OrDate_OrRegistrationId_IsNeverFound()
    {
        var amount = Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, 99)).SelectMany(a => Gen.Elements(
            $"{a.Item1}元", $"{a.Item1}.{a.Item2:00}元", $"{a.Item1:N0}", $"{a.Item1:N0}.{a.Item2:00}", $"{a.Item1 * 60L:N0}.{a.Item2:00}元",
            $"¥{a.Item1}.{a.Item2:00}", $"{a.Item1}.{a.Item2:00}万元"));
        var day = Gen.Choose(0, 36_000).Select(days => new DateOnly(1950, 1, 1).AddDays(days)).SelectMany(d => Gen.Elements(
            $"{d:yyyy-MM-dd}", $"{d:yyyy.M.d}", $"{d:yyyy/MM/dd}", $"{d:yyyy年M月d日}", $"{d:yyyyMMdd}"));
        var id = Gen.Choose(0, 99_999_999).SelectMany(n => Gen.Elements(
            MadeUp.Id(n), MadeUp.WithChecks($"91330106{n:00000000}"), MadeUp.WithChecks($"93110101{n:00000000}")));

        Prop.ForAll(
            Gen.OneOf(amount, day, id).Two().Zip(Gen.Elements("、", "，", "至", "。", " 至 ", "；", "和")).ToArbitrary(),
            both => !PublicText.MayHavePersonalData($"涉及{both.Item1.Item1}{both.Item2}{both.Item1.Item2}。"))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    [Theory]
    [InlineData("\u202E00083100831", "U+202E")]
    [InlineData("左\u200F右", "U+200F")]
    [InlineData("左\u061C右", "U+061C")]
    [InlineData("左\u2066右", "U+2066")]
    [InlineData("零\u200B宽", "U+200B")]
    [InlineData("软\u00AD连", "U+00AD")]
    [InlineData("填\u3164充", "U+3164")]
    [InlineData("tag\U000E0041", "U+E0041")]
    [InlineData("一行\n又一行\t😀𠮷❤️", null)]
    public void Character_ThatReadersDoNotSee_IsNamed(string text, string? character)
    {
        Assert.Equal(character, PublicText.FindInvisible(text));
        Assert.Equal(character is null ? null : PublicText.Invisible, PublicText.Check("summary", text)?.Code);
    }

    [Fact]
    public void Check_OfPersonalData_NamesTheField()
    {
        var refusal = PublicText.Check("summary", "电话13812345678")!;

        Assert.Equal((PublicText.Personal, "summary"), (refusal.Code, refusal.Errors.Keys.Single()));
        Assert.Null(PublicText.Check("summary", "未在规定期限内公示年度报告。"));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("长a", 2)]
    [InlineData("😀𠮷", 2)]
    public void Length_IsInCharacters(string text, int length) => Assert.Equal(length, PublicText.LengthOf(text));

    private static Gen<string> Written(string number) =>
        from gaps in Between.ListOf(number.Length)
        from one in Script
        from other in Script
        from turns in Gen.Elements(true, false).ListOf(number.Length)
        select string.Concat(number.Select((c, i) =>
            (i is 0 ? "" : gaps[i]) + (c is 'X' ? turns[i] ? "Ｘ" : "x" : (turns[i] ? one : other)(c - '0'))));

    private static string WithCheck(string digits)
    {
        var sum = digits.Select((digit, i) => (digit - '0') * ((1 << (17 - i)) % 11)).Sum();
        return digits + "10X98765432"[sum % 11];
    }
}
