using System.Formats.Tar;
using System.Text;
using DockerScan.Docker.Files;

namespace DockerScan.Docker.Tests.Files;

public sealed class ArchiveFolderReaderTests
{
    [Fact]
    public async Task ReadAsync_FurtherNameOfAFileThatWasSent_HasItsContent()
    {
        using var tar = TestTar.Build(
            TestTar.Folder("info/"), TestTar.File("info/a.list", "x"), TestTar.Link("info/b.list", "info/a.list", TarEntryType.HardLink),
            TestTar.Link("info/c.list", "info/nothing.list", TarEntryType.HardLink), TestTar.File("info/d.other", "y"));

        var files = await ArchiveFolderReader.ReadAsync(tar, "/info", ".list", 100, TestContext.Current.CancellationToken);

        Assert.Equal(["/info/a.list x", "/info/b.list x"], files!.Select(file => $"{file.Path} {Encoding.UTF8.GetString(file.Content.Span)}"));
    }
}
