using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace DockerScan.Web.Assets;

/// <summary>The style, the script and the mark of the pages, out of the assembly. An address names the content, so that a browser may keep it and never has an old one.</summary>
internal sealed class AssetFiles
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["site.css"] = "text/css; charset=utf-8",
        ["live.js"] = "text/javascript; charset=utf-8",
        ["mark.svg"] = "image/svg+xml",
    };

    private readonly FrozenDictionary<string, (byte[] Content, string Version)> _files = Types.Keys.ToFrozenDictionary(name => name, Load, StringComparer.Ordinal);

    /// <summary>Where a file is.</summary>
    public string Address(string name) => $"/assets/{name}?v={_files[name].Version}";

    public IResult Serve(string name, HttpContext context)
    {
        if (!_files.TryGetValue(name, out var file))
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = context.Request.Query["v"] == file.Version ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(file.Content, Types[name]);
    }

    private static (byte[] Content, string Version) Load(string name)
    {
        using var stream = typeof(AssetFiles).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return (content.ToArray(), Convert.ToHexStringLower(SHA256.HashData(content.ToArray()))[..12]);
    }
}
