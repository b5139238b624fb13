using System.Globalization;
using System.Text.Json;
using DockerScan.Core.Images;

namespace DockerScan.Core.Tests;

public sealed class SecretTests
{
    private static readonly Secret Sample = new("hunter2");

    [Fact]
    public void Reveal_Is_TheSecret() => Assert.Equal("hunter2", Sample.Reveal());

    [Fact]
    public void ToString_Any_IsThreeStars()
    {
        Assert.Equal("***", Sample.ToString());
        Assert.Equal("***", $"{Sample}");
        Assert.Equal("***", string.Format(CultureInfo.InvariantCulture, "{0}", Sample));
        Assert.Equal("***", new Secret(string.Empty).ToString());
    }

    [Fact]
    public void Serialize_Secret_GivesNothingAway() => Assert.Equal("{}", JsonSerializer.Serialize(Sample));

    [Fact]
    public void Members_Public_AreReadByNobodyByAccident()
    {
        Assert.Empty(typeof(Secret).GetProperties());
        Assert.Empty(typeof(Secret).GetFields());
    }

    [Fact]
    public void ToString_RecordThatHoldsSecrets_HidesThem()
        => Assert.Equal(
            "RegistryCredential { Username = alice, Password = ***, IdentityToken = *** }",
            new RegistryCredential("alice", Sample, new Secret("token-1")).ToString());
}
