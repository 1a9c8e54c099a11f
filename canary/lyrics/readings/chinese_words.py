"""Readings of Chinese words and characters that pypinyin's dictionary has otherwise than people sing them."""

import re
from functools import cache

# Characters that have another first reading in the dictionary, read alone.
SINGLE = {
    "长": "cháng", "教": "jiāo", "数": "shǔ", "弹": "tán", "脏": "zāng", "落": "luò", "嚼": "jiáo",
    "切": "qiē", "操": "cāo", "划": "huá", "谁": "shéi", "血": "xuè", "缝": "féng", "量": "liáng",
    "铺": "pū", "系": "jì",
}  # fmt: skip
# Traditional characters that are one with others in simplified writing.
TRADITIONAL = {"髮": "fà", "隻": "zhī", "乾": "gān", "幹": "gàn", "鐘": "zhōng", "纔": "cái", "繫": "jì", "穫": "huò"}
# Words whose second syllable has no tone, also inside longer words, but not in those of _EXCEPT.
_TONELESS = """
眼睛 耳朵 胳膊 指甲 肚子 地方 模糊 消息 师父 师傅 铃铛 姑娘 朋友 灯笼 舒服 大方 热闹 客气 苗条 结实 含糊 咳嗽
笑话 嘀咕 收拾 呼噜 哈欠 运气 主意 喜欢 答应 快活 太太 和尚 护士 亲戚 寡妇 下巴 屁股 窗户 玻璃 行李 东西 衣服
戒指 休息 困难 差事 任务 规矩 认识 明白 故事 告诉 月亮 云彩 扫帚 棺材 抽屉 篱笆 帐篷 骆驼 苍蝇 泡泡 蘑菇 丈夫
妻子 先生 大人 学生 名字 漂亮 清楚 聪明 时候 买卖 厉害 踏实 薪水 核桃 裁缝 木匠 街坊 刺猬 嫁妆 媒人 歇息 早上
晚上 心思 将就 风筝 在乎 关系 眉毛 狐狸 知识 生意 多少 怪物 打扮 意思 事情 部分 娃娃 爱人 石头 木头 骨头 舌头
拳头 枕头 力气 脾气 福气 招呼 打听 商量 暖和 软和 尾巴 嘴巴 糊涂 麻烦 奴才 委屈 萝卜 豆腐 柴火 闺女 伙计 亲家
老实 便宜
"""
_EXCEPT = """
东西方 东西南北 东西向 大方向 大方地 地方志 大人物 精神病 故事会 学生会 多少年 先生们 大学生活 知识产权 任务书
"""
# Words with the readings of their syllables.
_READ = """
流血 liú xuè; 抛撒 pāo sǎ; 褪色 tuì sè; 咆哮 páo xiào; 落下 luò xià; 落叶 luò yè; 切换 qiē huàn; 缪斯 miù sī;
浪子 làng zǐ; 运转 yùn zhuǎn; 照片 zhào piàn; 相框 xiàng kuàng; 夹克 jiā kè; 旋风 xuàn fēng; 无处 wú chù;
混蛋 hún dàn; 进行曲 jìn xíng qǔ; 病倒 bìng dǎo; 摇摇晃晃 yáo yáo huàng huàng; 舍不得 shě bu de; 燃尽 rán jǐn;
缘分 yuán fèn; 长椅 cháng yǐ; 长夜 cháng yè; 长路 cháng lù; 长长 cháng cháng; 葡萄 pú tao; 葡萄酒 pú tao jiǔ;
葡萄园 pú tao yuán; 教授 jiào shòu; 猛地 měng de; 肚子 dù zi; 总得 zǒng děi; 非得 fēi děi; 还得 hái děi;
就得 jiù děi; 都得 dōu děi; 也得 yě děi; 可得 kě děi; 只得 zhǐ dé; 第一行 dì yī háng; 薄荷 bò he;
禁不住 jīn bu zhù; 配得上 pèi de shàng; 重来 chóng lái; 重新 chóng xīn; 重逢 chóng féng; 重返 chóng fǎn;
重生 chóng shēng; 重现 chóng xiàn; 重温 chóng wēn; 重做 chóng zuò; 重唱 chóng chàng; 重写 chóng xiě;
重回 chóng huí; 重建 chóng jiàn; 重启 chóng qǐ; 重拾 chóng shí; 重演 chóng yǎn; 重头 chóng tóu; 重播 chóng bō;
重见 chóng jiàn; 重归 chóng guī; 重聚 chóng jù; 重燃 chóng rán; 重读 chóng dú; 重组 chóng zǔ; 重走 chóng zǒu;
重叠 chóng dié; 重蹈 chóng dǎo; 重申 chóng shēn; 重活 chóng huó; 双重 shuāng chóng; 几重 jǐ chóng;
万重 wàn chóng; 教会 jiào huì; 教皇 jiào huáng; 教练 jiào liàn; 教养 jiào yǎng; 恐怖分子 kǒng bù fèn zǐ; 电子 diàn zǐ;
橡子 xiàng zǐ; 滑倒 huá dǎo; 知更鸟 zhī gēng niǎo; 拜拜 bái bái; 合同 hé tong; 应付 yìng fu; 队伍 duì wu;
斗篷 dǒu peng; 教给 jiāo gěi; 教书 jiāo shū; 教你 jiāo nǐ; 教我 jiāo wǒ; 背着 bēi zhe;
背起 bēi qǐ; 背上行囊 bēi shàng xíng náng; 背包 bēi bāo; 背负 bēi fù; 种花 zhòng huā; 种树 zhòng shù;
种下 zhòng xià; 种田 zhòng tián; 种菜 zhòng cài; 种草 zhòng cǎo; 种着 zhòng zhe; 倒下 dǎo xià; 倒在 dǎo zài;
摔倒 shuāi dǎo; 跌倒 diē dǎo; 推倒 tuī dǎo; 倒水 dào shuǐ; 倒茶 dào chá; 倒流 dào liú; 倒影 dào yǐng;
倒数 dào shǔ; 转圈 zhuàn quān; 系着 jì zhe; 系上 jì shàng; 关系 guān xi; 联系 lián xì; 着急 zháo jí;
着火 zháo huǒ; 着迷 zháo mí; 着凉 zháo liáng; 着魔 zháo mó; 睡着 shuì zháo; 找着 zhǎo zháo; 猜着 cāi zháo;
数着 shǔ zhe; 数不清 shǔ bù qīng; 数一数 shǔ yi shǔ; 睡觉 shuì jiào; 睡一觉 shuì yí jiào; 睡个觉 shuì ge jiào;
午觉 wǔ jiào; 还钱 huán qián; 还债 huán zhài; 归还 guī huán; 还清 huán qīng; 还给 huán gěi; 偿还 cháng huán;
奉还 fèng huán; 行行 xíng xíng; 一行行 yì háng háng; 字里行间 zì lǐ háng jiān; 行业 háng yè; 行列 háng liè;
同行 tóng xíng; 内行 nèi háng; 干净 gān jìng; 干杯 gān bēi; 干燥 gān zào; 干活 gàn huó; 能干 néng gàn;
干嘛 gàn má; 干什么 gàn shén me; 好奇 hào qí; 爱好 ài hào; 好学 hào xué; 喜好 xǐ hào; 好胜 hào shèng;
弹琴 tán qín; 子弹 zǐ dàn; 炸弹 zhà dàn; 长发 cháng fà; 头发 tóu fà; 白发 bái fà; 黑发 hēi fà; 发丝 fà sī;
发梢 fà shāo; 短发 duǎn fà; 理发 lǐ fà; 散开 sàn kāi; 散步 sàn bù; 模样 mú yàng; 尽管 jǐn guǎn; 尽头 jìn tóu;
尽情 jìn qíng; 圈圈 quān quān; 似的 shì de; 为人 wéi rén; 为难 wéi nán; 为止 wéi zhǐ; 得意 dé yì; 值得 zhí de;
懂得 dǒng de; 记得 jì de; 觉得 jué de; 晓得 xiǎo de; 舍得 shě de; 显得 xiǎn de; 懒得 lǎn de; 免得 miǎn de;
认得 rèn de; 省得 shěng de; 使得 shǐ de; 由得 yóu de; 不得不 bù dé bù; 不得已 bù dé yǐ; 巴不得 bā bu de;
恨不得 hèn bu de; 怪不得 guài bu de; 了不得 liǎo bu dé; 数字 shù zì; 数学 shù xué; 无数 wú shù; 少数 shǎo shù;
多数 duō shù; 岁数 suì shu; 次数 cì shù; 人数 rén shù; 教室 jiào shì; 教堂 jiào táng; 教育 jiào yù;
教训 jiào xùn; 宗教 zōng jiào; 请教 qǐng jiào; 测量 cè liáng; 力量 lì liàng; 能量 néng liàng; 质量 zhì liàng;
数量 shù liàng; 重量 zhòng liàng; 音量 yīn liàng; 胆量 dǎn liàng; 尽量 jǐn liàng; 计划 jì huà; 规划 guī huà;
策划 cè huà; 一切 yí qiè; 亲切 qīn qiè; 密切 mì qiè; 迫切 pò qiè; 急切 jí qiè; 深切 shēn qiè; 成长 chéng zhǎng;
长大 zhǎng dà; 生长 shēng zhǎng; 长辈 zhǎng bèi; 校长 xiào zhǎng; 队长 duì zhǎng; 部长 bù zhǎng;
船长 chuán zhǎng; 家长 jiā zhǎng; 增长 zēng zhǎng; 班长 bān zhǎng; 市长 shì zhǎng; 长成 zhǎng chéng;
长出 zhǎng chū; 长满 zhǎng mǎn; 长得 zhǎng de; 长高 zhǎng gāo; 了却 liǎo què; 重重地 zhòng zhòng de;
重重的 zhòng zhòng de; 相片 xiàng piàn; 扎着 zā zhe; 心脏 xīn zàng; 内脏 nèi zàng; 系统 xì tǒng; 星系 xīng xì;
银河系 yín hé xì; 店铺 diàn pù; 床铺 chuáng pù; 商铺 shāng pù
"""


@cache
def phrases() -> dict[str, list[str]]:
    """Return words with the readings of their characters."""
    found = [row.strip().partition(" ") for row in _READ.replace("\n", "").split(";") if row.strip()]
    return {word: syllables.split() for word, _, syllables in found}


@cache
def toneless() -> re.Pattern[str]:
    """Return a pattern that matches words; those in its group 1 have a last syllable without a tone."""
    return re.compile("|".join([*_EXCEPT.split(), f"({'|'.join(_TONELESS.split())})"]))
