using DockerScan.Core.Checks;

namespace DockerScan.Yaml.Tests;

public sealed class YamlFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-test-");

    [Fact]
    public void Read_EveryKind_IsTaken()
    {
        var read = YamlFile.Read(
            "id: ' a '\nraw: ' b '\nnumber: 1e3\nflag: true\nwords: [x, 'y z']\nnumbers: [1, 22]\ntitle: { en: One, ko: 하나 }\n",
            "f",
            tree =>
            {
                var map = tree.Entry("thing", "id", "raw", "number", "flag", "words", "numbers", "title", "other");
                return (map.Id, Raw: map.Raw("raw"), Number: map.Number("number"), Flag: map.Flag("flag"), No: map.Flag("other"), Words: map.Words("words"), Numbers: map.Numbers("numbers"), Title: map.Localized("title"), Other: map.Optional("other"));
            });

        Assert.Equal(("a", " b ", 1000, true, false, null), (read.Id, read.Raw, read.Number, read.Flag, read.No, read.Other));
        Assert.Equal(["x", "y z"], read.Words);
        Assert.Equal([1, 22], read.Numbers);
        Assert.Equal(new LocalizedText("One", "하나"), read.Title);
    }

    [Fact]
    public void Read_ManyProblems_AllAreToldWithFileAndLineInTheFilesOrder()
        => Assert.Equal(
            """
            f:1: thing 'a' lacks 'title'
            f:2: thing 'a': 'number' is 'many', which is not a number
            f:3: thing 'a': 'flag' is 'yes'; it must be true or false
            f:4: thing 'a' needs a text for each of 'words'
            f:5: thing 'a' has '-1' in 'numbers'; a whole number was expected
            f:6: thing 'a' has an unknown key 'wrods'; known are id, number, flag, words, numbers, title
            f:7: thing 'a' has the key 'number' twice
            """,
            Problems("id: a\nnumber: many\nflag: yes\nwords: ['']\nnumbers: [-1]\nwrods: []\nnumber: 3\n", tree =>
            {
                var map = tree.Entry("thing", "id", "number", "flag", "words", "numbers", "title");
                map.Localized("title");
                map.Numbers("numbers");
                map.Words("words");
                map.Flag("flag");
                map.Number("number");
                return 0;
            }));

    [Theory]
    [InlineData(".nan")]
    [InlineData(".inf")]
    [InlineData("1e999")]
    [InlineData("0x10")]
    [InlineData("1,5")]
    public void Number_WhatIsNone_IsAProblem(string text)
        => Assert.Equal($"f:1: the file: 'n' is '{text}', which is not a number", Problems($"n: {text}", tree => tree.Map("the file", "n").Number("n")));

    [Theory]
    [InlineData("[1, 2]", "f:1: a thing must be a mapping\nf:1: a thing lacks 'id'")]
    [InlineData("word", "f:1: a thing must be a mapping\nf:1: a thing lacks 'id'")]
    [InlineData("id: [x]", "f:1: a thing needs a text for 'id'")]
    [InlineData("id: { x: y }", "f:1: a thing needs a text for 'id'")]
    public void Entry_OfAnotherShape_IsAProblem(string text, string expected) => Assert.Equal(expected, Problems(text, tree => tree.Entry("thing", "id").Id));

    [Fact]
    public void Unique_TheSameId_IsAProblemOfTheLater()
        => Assert.Equal("f:2: thing 'a' is given twice", Problems("- { id: a }\n- { id: a }\n- { id: b }", tree =>
        {
            var map = new[] { tree }.SelectMany(Items).Select(item => item.Entry("thing", "id")).ToList();
            YamlMap.Unique(map);
            return 0;
        }));

    [Theory]
    [InlineData("a: &x 1\nb: *x", "f:1: anchors, aliases, tags")]
    [InlineData("a: !!str 1", "f:1: anchors, aliases, tags")]
    [InlineData("[[[[[[[[[[1]]]]]]]]]]", "f:1: anchors, aliases, tags and deep nesting")]
    [InlineData("a: b\n---\nc: d", "f:2: ")]
    [InlineData("a: 'x", "f:")]
    [InlineData("", "f:1: ")]
    [InlineData("a: [", "f")]
    [InlineData("\tid: a", "f:1: ")]
    public void Read_WhatIsNoPlainDocument_IsRefusedWithItsLine(string text, string expected)
        => Assert.StartsWith(expected, Problems(text, tree => tree.Map("the file", "a").Optional("a")), StringComparison.Ordinal);

    [Fact]
    public void Text_Missing_NamesTheFile()
    {
        var path = Path.Combine(_folder.FullName, "none.yaml");

        Assert.Equal($"{path}: no such file", Assert.Throws<InvalidDataException>(() => YamlFile.Text(path)).Message);
    }

    [Fact]
    public void Text_TooLarge_IsNotRead()
    {
        var path = Path.Combine(_folder.FullName, "large.yaml");
        File.WriteAllText(path, new string(' ', (1 << 20) + 1));

        Assert.Equal($"{path}: it has 1048577 bytes, and the limit is 1048576", Assert.Throws<InvalidDataException>(() => YamlFile.Text(path)).Message);
    }

    [Fact]
    public void Digest_AnotherText_IsAnother()
    {
        Assert.Equal(12, YamlFile.Digest("a").Length);
        Assert.NotEqual(YamlFile.Digest("a"), YamlFile.Digest("a "));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static IEnumerable<YamlNode> Items(YamlNode list) => list.Items ?? [];

    private static string Problems<T>(string text, Func<YamlNode, T> read) => Assert.Throws<InvalidDataException>(() => YamlFile.Read(text, "f", read)).Message;
}
