using DockerScan.Core.Images;

namespace DockerScan.Core.Tests.Images;

public sealed class LayerChainTests
{
    private const string A = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    [Fact]
    public void Of_Layers_FollowsTheSpecification()
    {
        // printf '%s %s' A B | sha256sum
        var chains = LayerChain.Of([A, B]);

        Assert.Equal(A, chains[0]);
        Assert.Equal("sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes($"{A} {B}"))), chains[1]);
    }

    [Fact]
    public void Of_SameLayersInAnotherOrder_IsAnotherStack() => Assert.NotEqual(LayerChain.Of([A, B])[^1], LayerChain.Of([B, A])[^1]);

    [Fact]
    public void Of_NoLayers_IsNothing() => Assert.Empty(LayerChain.Of([]));
}
