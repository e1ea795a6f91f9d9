namespace CreditRegistry.Domain.Companies.MadeUp;

/// <summary>A piece of a made-up company's name in both languages.</summary>
internal readonly record struct NamePiece(string Zh, string En);

/// <summary>How a company of some legal form ends its name.</summary>
internal readonly record struct LegalForm(string Zh, string En, string CompanyType);

/// <summary>
/// The pieces of made-up names. No place here is real in either spelling, and none occurs in a real name
/// that the tests read.
/// </summary>
internal static class MadeUpNames
{
    public static readonly NamePiece[] Places =
    [
        new("澜桉", "Lan'an"), new("栖珀", "Qipo"), new("霁梧", "Jiwu"), new("砚珀", "Yanpo"), new("曜坞", "Yaowu"),
        new("桐珀", "Tongpo"), new("鹭岑", "Lucen"), new("泠珀", "Lingpo"), new("槿屿", "Jinyu"), new("昱浦", "Yupu"),
        new("绮榭", "Qixie"), new("黛屿", "Daiyu"), new("漪泽", "Yize"), new("翎陂", "Lingbei"), new("瑾渡", "Jindu"),
        new("烨埠", "Yebu"), new("葭浔", "Jiaxun"), new("菀珀", "Wanpo"), new("澈陵", "Cheling"), new("湉榭", "Tianxie"),
        new("皎塬", "Jiaoyuan"), new("筠埔", "Yunpu"), new("峤珀", "Qiaopo"), new("珩珀", "Hengpo"), new("洺屿", "Mingyu"),
        new("漱桉", "Shu'an"), new("缦汀", "Manting"), new("旎汐", "Nixi"), new("麓棠", "Lutang"), new("榆霁", "Yuji"),
        new("璨屿", "Canyu"), new("沅珀", "Yuanpo"), new("蔚砚", "Weiyan"), new("岫澜", "Xiulan"), new("泓榭", "Hongxie"),
        new("荻霁", "Diji"),
    ];

    public static readonly NamePiece[] Syllables =
    [
        new("安", "an"), new("邦", "bang"), new("辰", "chen"), new("澄", "cheng"), new("川", "chuan"), new("德", "de"),
        new("帆", "fan"), new("禾", "he"), new("恒", "heng"), new("鸿", "hong"), new("嘉", "jia"), new("景", "jing"),
        new("凯", "kai"), new("朗", "lang"), new("霖", "lin"), new("茂", "mao"), new("铭", "ming"), new("宁", "ning"),
        new("鹏", "peng"), new("启", "qi"), new("荣", "rong"), new("瑞", "rui"), new("森", "sen"), new("盛", "sheng"),
        new("拓", "tuo"), new("维", "wei"), new("翔", "xiang"), new("欣", "xin"), new("亚", "ya"), new("毅", "yi"),
        new("远", "yuan"), new("泽", "ze"),
    ];

    public static readonly NamePiece[] Trades =
    [
        new("食品", "Food"), new("化工", "Chemical"), new("机械", "Machinery"), new("电子", "Electronics"),
        new("物流", "Logistics"), new("建筑工程", "Construction"), new("医药", "Pharmaceutical"), new("纺织", "Textile"),
        new("环保科技", "Environmental Technology"), new("信息技术", "Information Technology"), new("餐饮管理", "Catering"),
        new("商贸", "Trading"), new("塑料制品", "Plastics"), new("包装材料", "Packaging"), new("汽车服务", "Motor Services"),
        new("家具", "Furniture"), new("新能源", "New Energy"), new("医疗器械", "Medical Devices"), new("广告传媒", "Advertising"),
        new("矿业", "Mining"), new("水产", "Aquatic Products"), new("印刷", "Printing"), new("旅游服务", "Travel"),
        new("教育咨询", "Education Consulting"),
    ];

    public static readonly NamePiece[] FarmTrades =
    [
        new("蔬菜种植", "Vegetable Growing"), new("果品", "Fruit"), new("茶叶", "Tea"), new("生猪养殖", "Pig Farming"),
        new("粮食种植", "Grain Growing"), new("农机服务", "Farm Machinery"),
    ];

    public static readonly LegalForm[] Forms =
    [
        new("有限公司", "Co., Ltd.", "有限责任公司"),
        new("有限责任公司", "Limited Liability Company", "有限责任公司"),
        new("股份有限公司", "Joint Stock Co., Ltd.", "股份有限公司"),
        new("集团有限公司", "Group Co., Ltd.", "有限责任公司(国有独资)"),
        new("(中国)有限公司", "(China) Co., Ltd.", "有限责任公司(外商投资)"),
        new("合伙企业(普通合伙)", "General Partnership", "普通合伙"),
    ];

    public static readonly LegalForm Cooperative = new("专业合作社", "Farmers' Cooperative", "农民专业合作社");
}
