namespace DockerScan.Core.Tests;

public sealed class SecretSettingTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Find_NeitherSet_IsNull() => Assert.Null(SecretSetting.Find("A:Key", string.Empty, null));

    [Fact]
    public void Find_Value_IsTrimmed() => Assert.Equal("x", SecretSetting.Find("A:Key", " x\n", null));

    [Fact]
    public void Find_File_IsReadAndTrimmed()
    {
        File.WriteAllText(_file, "x\n");

        Assert.Equal("x", SecretSetting.Find("A:Key", null, _file));
    }

    [Fact]
    public void Find_Both_IsRefusedWithoutTellingEither()
        => Assert.Equal("A:Key and A:KeyFile are both set; set one of them", Problem("hunter2", _file));

    [Fact]
    public void Find_FileOver4096Bytes_IsRefused()
    {
        File.WriteAllText(_file, new string('x', 4097));

        Assert.Equal("A:KeyFile holds more than 4096 bytes; it must hold the secret alone", Problem(null, _file));
    }

    [Theory]
    [InlineData("/nowhere/key", "DirectoryNotFoundException")]
    [InlineData("/", "UnauthorizedAccessException")]
    public void Find_FileCannotBeRead_SaysWhy(string file, string reason) => Assert.Equal($"A:KeyFile cannot be read: {reason}", Problem(null, file));

    private static string Problem(string? value, string? file) => Assert.Throws<InvalidDataException>(() => SecretSetting.Find("A:Key", value, file)).Message;
}
