using System.Net;
using DockerScan.Sentinel.Dns;

namespace DockerScan.Sentinel.Tests.Dns;

public sealed class NameTableTests
{
    [Fact]
    public void Add_OverCapacity_DropsTheOldestThatWasNotUsed()
    {
        var names = new NameTable(3);
        for (var i = 1; i <= 3; i++)
        {
            names.Add(Address(i), $"n{i}");
        }

        names.Find(Address(1));
        names.Add(Address(4), "n4");

        Assert.Equal(("n1", null, "n3", "n4"), (names.Peek(Address(1)), names.Peek(Address(2)), names.Peek(Address(3)), names.Peek(Address(4))));
    }

    [Fact]
    public void Add_AllUsed_StillEnds()
    {
        var names = new NameTable(2);
        for (var i = 0; i < 100; i++)
        {
            names.Add(Address(i), "n");
            names.Find(Address(i));
        }

        Assert.Equal(2, names.Count);
    }

    [Fact]
    public void Add_LongNames_KeepTheBoundOfCharacters()
    {
        var names = new NameTable();
        for (var i = 0; i < 6000; i++)
        {
            names.Add(Address(i), new string('a', 250));
        }

        Assert.Equal(NameTable.MaxChars / 250, names.Count);
    }

    [Fact]
    public void Add_KnownAddress_ChangesItsName()
    {
        var names = new NameTable();
        names.Add(Address(1), "a");
        names.Add(Address(1), "b");

        Assert.Equal(("b", 1), (names.Find(Address(1)), names.Count));
    }

    private static IPAddress Address(int i) => new([10, 0, (byte)(i >> 8), (byte)i]);
}
