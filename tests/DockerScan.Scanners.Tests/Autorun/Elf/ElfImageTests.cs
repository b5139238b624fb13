using DockerScan.Scanners.Autorun.Elf;

namespace DockerScan.Scanners.Tests.Autorun.Elf;

public sealed class ElfImageTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Read_EverySizeAndByteOrder_GivesSectionsAndSegments(bool is64, bool isLittle)
    {
        var elf = ElfImage.Read(ElfBuilder.Build([".text", "UPX0"], new byte[100], 7, is64, isLittle));

        Assert.Equal([".text", "UPX0", ".shstrtab"], elf.SectionNames);
        Assert.True(elf is { IsReadable: true, HasSectionHeaders: true, HasWritableCode: true });
        Assert.Equal(100UL, Assert.Single(elf.Segments).Length);
    }

    [Fact]
    public void Read_NoSections_SaysSo() => Assert.False(ElfImage.Read(ElfBuilder.Build(sections: null)).HasSectionHeaders);

    [Fact]
    public void Read_SectionsBehindWhatWasRead_AreNotCalledMissing()
    {
        var elf = ElfImage.Read(ElfBuilder.Build([".text"], new byte[1000]).AsSpan(0, 500));

        Assert.True(elf.HasSectionHeaders);
        Assert.Empty(elf.SectionNames);
        Assert.Single(elf.Segments);
    }

    [Fact]
    public void Read_AnyLength_DoesNotThrow()
    {
        var whole = ElfBuilder.Build([".text", "x"]);

        for (var length = 0; length <= whole.Length; length++)
        {
            Assert.NotNull(ElfImage.Read(whole.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_AnyHostileNumbers_DoesNotThrow(bool is64)
    {
        var random = new Random(7);
        byte[] extreme = [0x00, 0x01, 0x7f, 0x80, 0xff];
        for (var i = 0; i < 50_000; i++)
        {
            var bytes = ElfBuilder.Build([".text", "x"], null, 5, is64, random.Next(2) == 0);
            for (var changes = random.Next(1, 12); changes > 0; changes--)
            {
                var at = random.Next(6, bytes.Length);
                bytes.AsSpan(at, Math.Min(random.Next(1, 9), bytes.Length - at)).Fill(extreme[random.Next(extreme.Length)]);
            }

            var elf = ElfImage.Read(bytes);

            Assert.True(elf.SectionNames.All(name => name.Length <= 64));
        }
    }

    [Fact]
    public void Read_NotElf_IsNotReadable() => Assert.False(ElfImage.Read("MZ"u8).IsReadable);
}
