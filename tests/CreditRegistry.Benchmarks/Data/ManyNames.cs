namespace CreditRegistry.Benchmarks.Data;

/// <summary>
/// Names as varied as real ones: an invented place, a made-up word of two to four characters in the unequal frequency in
/// which names use them, a trade and a legal form. The same index gives the same name.
/// </summary>
internal static class ManyNames
{
    // Two characters that no place name joins: 48 x 40 places.
    private const string PlaceHeads = "澜栖霁砚曜桐鹭泠槿昱绮黛漪翎瑾烨葭菀澈湉皎筠峤珩洺漱缦旎麓榆璨沅蔚岫泓荻涟霏朔嵊郢鄞邕谯缙瓯闾螺";
    private const string PlaceTails = "珀坞岑屿浦榭泽陂渡埠浔陵塬埔汀汐棠霁砚澜桉梧沚渚洲湄岙峪嶂垭堰坻墉郚鄢邺郯鄄浥沭";

    // Commonest first, as names use them.
    private const string Words =
        "华金新天中鑫海大德盛达宏泰安恒兴和元信瑞丰源明东龙康利福顺诚腾宇博荣隆远科创美嘉鸿通亿益万佳众正润祥昌百世"
        + "联合方国凯森辉宝永广富春阳晟诺云星浩汇智邦飞景立建启帝雅胜赛骏旭铭优成力文峰城江河山水木林石玉红青蓝白黑光"
        + "月日晨晓朝夕雨雪风雷电火土田谷禾麦稻茶果花草树叶枝根芽苗种园圃牧渔猎农桑织锦绣绸缎棉麻丝线布衣帽鞋靴袜带"
        + "珠翠琳琅瑶琪琦瑾瑜璐璟珊珂玺玲珍珑环佩钰钧钢铁铜银铝锡锌钛铂锐锋镇铸铠鉴镜钟铃鼎尊爵彝壶盘碗杯盏勺箸炉"
        + "思想念忆怀慕仰望期盼愿祈祝贺庆喜欢乐悦怡愉畅舒适宁静谧幽雅致趣味韵律音声歌舞乐曲琴棋书画诗词赋文章辞藻"
        + "勤勉奋进取拓展开创造发明革新变通转型升级优化提高增强加速推动引领示范标杆典范楷模先锋前沿尖端顶峰巅极至臻"
        + "仁义礼智信忠孝悌节恕让温良恭俭廉洁正直刚毅勇敢坚韧执着专注精细严谨务实求真笃行厚道纯朴淳善慈爱博济普惠众";

    private static readonly string[] Trades =
    [
        "食品", "化工", "机械", "电子", "物流", "建筑工程", "医药", "纺织", "环保科技", "信息技术", "餐饮管理", "商贸", "塑料制品",
        "包装材料", "汽车服务", "家具", "新能源", "医疗器械", "广告传媒", "矿业", "水产", "印刷", "旅游服务", "教育咨询", "科技",
        "贸易", "实业", "投资管理", "文化传播", "网络科技", "装饰工程", "房地产开发", "企业管理咨询", "电子商务", "国际贸易",
        "农业发展", "生物科技", "软件", "智能科技", "供应链管理", "劳务派遣", "人力资源", "园林绿化", "市政工程", "机电设备",
        "五金制品", "服饰", "珠宝", "酒店管理", "物业管理", "保洁服务", "安防科技", "通信工程", "光电", "半导体", "新材料",
        "造纸", "陶瓷", "玻璃", "水泥制品", "钢结构", "石油化工", "煤炭", "电力设计", "水利工程", "路桥工程", "船舶修造", "航空服务",
        "冷链运输", "仓储", "快递", "日用品", "化妆品", "母婴用品", "宠物用品", "体育用品", "健身服务", "影视制作", "动漫设计",
        "会展服务", "法律咨询", "财务咨询", "知识产权代理", "检测技术", "计量服务", "饲料", "种业", "粮油", "茶业", "酒业", "调味品",
    ];

    private static readonly (string Form, int Weight)[] Forms =
    [
        ("有限公司", 78), ("有限责任公司", 10), ("股份有限公司", 4), ("集团有限公司", 2), ("专业合作社", 3),
        ("合伙企业(有限合伙)", 2), ("(集团)股份有限公司", 1),
    ];

    private static readonly string[] AllForms =
        [.. Forms.SelectMany(form => Enumerable.Repeat(form.Form, form.Weight))];

    public static string At(long index)
    {
        var state = (ulong)index * 0x9E3779B97F4A7C15 + 0x1234567;
        Span<char> word = stackalloc char[4];
        var length = (Roll(ref state, 100)) switch { < 55 => 2, < 85 => 3, _ => 4 };
        for (var i = 0; i < length; i++)
        {
            // The square of an even roll: the first characters come up most, the last ones seldom.
            var roll = Roll(ref state, 10_000) / 10_000.0;
            word[i] = Words[(int)(roll * roll * Words.Length)];
        }

        return string.Concat(
            [PlaceHeads[Roll(ref state, PlaceHeads.Length)], PlaceTails[Roll(ref state, PlaceTails.Length)]],
            word[..length],
            Trades[Roll(ref state, Trades.Length)],
            AllForms[Roll(ref state, AllForms.Length)]);
    }

    private static int Roll(ref ulong state, int sides)
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed >> 33) % (uint)sides);
    }
}
