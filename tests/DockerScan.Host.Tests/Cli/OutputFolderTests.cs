using DockerScan.Core.Images;
using DockerScan.Host.Cli;

namespace DockerScan.Host.Tests.Cli;

public sealed class OutputFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-output-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Prepare_OneImage_IsTheFolderItself()
        => Assert.Equal([_folder.FullName], OutputFolder.Prepare(_folder.FullName, [ImageReference.Parse("redis:7")]));

    // Names that differ only in what a folder's name does not hold must not write over each other.
    [Theory]
    [InlineData("redis:7 nginx:1", "redis_7 nginx_1")]
    [InlineData("a.io/b/c:1 a.io/b_c:1 a.io/b__c:1", "a.io_b_c_1 a.io_b_c_1_2 a.io_b__c_1")]
    [InlineData("localhost:5000/app redis@sha256:0000000000000000000000000000000000000000000000000000000000000001", "localhost_5000_app_latest redis_sha256_0000000000000000000000000000000000000000000000000000000000000001")]
    public void Prepare_Several_HaveAFolderEach(string images, string expected)
    {
        var folders = OutputFolder.Prepare(_folder.FullName, [.. images.Split(' ').Select(ImageReference.Parse)]);

        Assert.Equal(expected.Split(' ').Select(name => Path.Combine(_folder.FullName, name)), folders);
        Assert.All(folders, folder => Assert.True(Directory.Exists(folder)));
    }
}
