using DockerScan.Scanners.Autorun.Elf;

namespace DockerScan.Scanners.Tests.Autorun.Elf;

public sealed class ElfTargetTests
{
    // The program that runs this test is a dynamic one for this machine.
    [Fact]
    public void Read_OwnProgram_NamesItsLoader()
    {
        var bytes = File.ReadAllBytes(Environment.ProcessPath!);

        var elf = ElfTarget.Read(bytes)!;

        Assert.True(elf.IsProgram);
        Assert.StartsWith("/lib", elf.Loader, StringComparison.Ordinal);
        Assert.True(elf.RunsOn(System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64"));
    }

    [Theory]
    [InlineData(0x20)]
    [InlineData(0x36)]
    [InlineData(0x38)]
    public void Read_OffsetsOutOfTheFile_AreNoLoader(int field)
    {
        var bytes = AutorunBed.Program();
        bytes[64] = 3;
        bytes.AsSpan(field, field == 0x20 ? 8 : 2).Fill(0xff);

        Assert.Null(ElfTarget.Read(bytes)!.Loader);
    }

    [Fact]
    public void Read_EveryCut_DoesNotThrow()
    {
        var bytes = AutorunBed.Program();
        bytes[64] = 3;
        bytes[64 + 0x20] = 200;
        for (var length = 0; length <= bytes.Length; length++)
        {
            _ = ElfTarget.Read(bytes.AsSpan(0, length));
        }
    }
}
