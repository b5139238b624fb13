using System.Security.Cryptography;
using System.Text;

namespace DockerScan.Core.Images;

/// <summary>What identifies a stack of layers.</summary>
/// <remarks>ChainID: OCI image specification, config.md, "Layer ChainID".</remarks>
public static class LayerChain
{
    /// <summary>The most layers that are looked at; engines allow some 127.</summary>
    public const int MaxLayers = 1000;

    /// <summary>The chain of the lowest layer, of the lowest two, and so on to all of them.</summary>
    /// <param name="layers">The DiffIDs, the lowest first.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var chains = new List<string>(layers.Count);
        foreach (var layer in layers)
        {
            chains.Add(chains.Count == 0 ? layer : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{chains[^1]} {layer}")))}");
        }

        return chains;
    }
}
