using System.Security.Cryptography;
using DockerScan.Core;

namespace DockerScan.Engine;

/// <summary>Ids of 12 letters and digits without look-alikes: 60 random bits.</summary>
internal sealed class RandomIdGenerator : IIdGenerator
{
    public string NewId() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz023456789", 12);
}
