using System.Text;
using DockerScan.Sentinel.Recognition;

namespace DockerScan.Sentinel.Tests.Recognition;

public sealed class BinaryProtocolTests
{
    [Theory]
    [InlineData("04010050C0A80001626F6200", "socks", "SOCKS4 to 192.168.0.1:80")]
    [InlineData("0401005000000001006D782E6500", "socks", "SOCKS4a to mx.e:80")]
    [InlineData("050100", "socks", "SOCKS5 greeting")]
    [InlineData("0501000501000304" + "6D782E65" + "0D05", "socks", "SOCKS5 to mx.e:3333")]
    [InlineData("050200020103626F62027077" + "05010001C0A800010050", "socks", "SOCKS5 to 192.168.0.1:80")]
    [InlineData("300C020101600702010304008000", "ldap", "LDAP anonymous bind")]
    [InlineData("300E0201016009020103040363" + "6E3D8000", "ldap", "LDAP bind as cn=")]
    [InlineData("300C02010160070201030400800030250201026320040345787004" + "0A0100", "ldap", null)]
    [InlineData("0000002600030000757365720062" + "6F62006461746162617365006462000000000000", "postgres", "PostgreSQL as bob, database db")]
    [InlineData("0000000804D2162F", "postgres", "PostgreSQL, asks for encryption")]
    [InlineData("2A00000185A6FF0100000001" + "2100000000000000000000000000000000000000000000000000" + "626F6200" + "00000000", "mysql", null)]
    [InlineData("3A0000000100000000000000DD07000000000000001300000010" + "68656C6C6F0001000000" + "00", "mongodb", "MongoDB hello")]
    [InlineData("00000085FF534D4272000000", "smb", "SMB version 1")]
    [InlineData("0300002F2AE00000000000436F6F6B69653A206D737473686173683D61646D696E0D0A0100080003000000", "rdp", "RDP as admin")]
    [InlineData("100E00044D51545404020000000462 6F7431", "mqtt", "MQTT as bot1")]
    [InlineData("4A524D4900024B", "rmi", "Java RMI call")]
    [InlineData("FFFD01FFFD1F", "telnet", "Telnet")]
    [InlineData("434E584E0000000100001000070000003202000 0BCB1A7B1686F73743A3A00", "adb", "Android debug connection host::")]
    [InlineData("001D123401000001000000000000016D07657861 6D706C650000010001", "dns", "DNS over TCP, question for m.example")]
    public void Recognize_BinaryProtocol_SaysWhatItIs(string hex, string application, string? summary)
    {
        var found = Recognizer.Recognize(Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal)), 1234);

        Assert.Equal(application, found?.Application);
        Assert.True(summary is null || summary == found!.Summary, found!.Summary);
    }

    [Fact]
    public void Recognize_LdapBindAndSearch_TellsBoth()
    {
        byte[] bind = [0x30, 0x0C, 2, 1, 1, 0x60, 7, 2, 1, 3, 4, 0, 0x80, 0];
        byte[] search = [0x30, 0x0E, 2, 1, 2, 0x63, 9, 4, 4, (byte)'E', (byte)'v', (byte)'i', (byte)'l', 10, 1, 0];

        var found = Recognizer.Recognize([.. bind, .. search], 1389)!;

        Assert.Equal(("LDAP anonymous bind and search for 'Evil'", "Evil"), (found.Summary, found.Details["search"]));
    }

    [Fact]
    public void Recognize_BitTorrent_TellsTheHash()
    {
        byte[] bytes = [19, .. Encoding.ASCII.GetBytes("BitTorrent protocol"), .. new byte[8], .. Enumerable.Repeat((byte)0xAB, 20)];

        Assert.Equal(string.Concat(Enumerable.Repeat("ab", 20)), Recognizer.Recognize(bytes, 6881)?.Details["hash"]);
    }

    [Fact]
    public void Recognize_LoginThroughSocks_TellsTheLogin()
    {
        byte[] bytes = [5, 1, 0, 5, 1, 0, 3, 4, .. "mx.e"u8, 0x0D, 0x05, .. """{"method":"login","params":{"login":"44AF","agent":"XMRig"}}"""u8];

        var found = Recognizer.Recognize(bytes, 1080)!;

        Assert.Equal(("stratum", "mx.e", "mx.e:3333"), (found.Application, found.Domain, found.Details["target"]));
    }

    [Fact]
    public void Recognize_ProxyBehindProxyBehindProxy_Ends()
    {
        byte[] one = [5, 1, 0, 5, 1, 0, 3, 4, .. "mx.e"u8, 0x0D, 0x05];

        Assert.Equal("socks", Recognizer.Recognize([.. Enumerable.Repeat(one, 200).SelectMany(each => each)], 1080)?.Application);
    }
}
