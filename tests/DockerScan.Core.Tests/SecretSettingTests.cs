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
    [InlineData("/nowhere/key", "no such file: /nowhere/key")]
    [InlineData("/", "it may not be read, or is a folder: /")]
    public void Find_FileCannotBeRead_SaysWhy(string file, string reason) => Assert.Equal($"A:KeyFile cannot be read: {reason}", Problem(null, file));

    [Theory]
    [InlineData("600", true, false)]
    [InlineData("640", true, false)]
    [InlineData("644", true, true)]
    [InlineData("444", true, true)]
    [InlineData("620", false, false)]
    [InlineData("602", false, false)]
    [InlineData("666", false, true)]
    public void Find_ModeOfTheFile_OthersMayNotWriteAndAreToldOfWhenTheyRead(string octal, bool isRead, bool isTold)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such modes");
        File.WriteAllText(_file, "hunter2");
#pragma warning disable CA1416 // skipped above
        File.SetUnixFileMode(_file, (UnixFileMode)Convert.ToInt32(octal, 8));
#pragma warning restore CA1416

        if (isRead)
        {
            Assert.Equal("hunter2", SecretSetting.Find("A:Key", null, _file));
        }
        else
        {
            Assert.Equal($"A:KeyFile can be written by others than its owner (mode 0{octal}); type: chmod 600 {_file}", Problem(null, _file));
        }

        Assert.Equal(isTold ? $"A:KeyFile can be read by everybody on this machine (mode 0{octal})" : null, SecretSetting.FindExposure("A:Key", _file));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/nowhere/key")]
    public void FindExposure_NoFile_SaysNothing(string? file) => Assert.Null(SecretSetting.FindExposure("A:Key", file));

    private static string Problem(string? value, string? file) => Assert.Throws<InvalidDataException>(() => SecretSetting.Find("A:Key", value, file)).Message;
}
