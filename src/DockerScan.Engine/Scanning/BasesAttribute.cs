using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Settings;

namespace DockerScan.Engine.Scanning;

/// <summary>Names of images, not too many: each is asked of the engine at every scan.</summary>
internal sealed class BasesAttribute : SettingAttribute
{
    private const int Most = 50;

    protected override string? Problem(string key, object? value)
    {
        var names = (value as IEnumerable<string> ?? []).ToList();
        return names.Count > Most ? FormattableString.Invariant($"{key} names {names.Count} images; at most {Most} are compared")
            : names.Find(name => !ImageReference.TryParse(name, out _, out _)) is { } wrong ? $"{key} holds '{DisplayText.Clean(wrong, 80)}', which is no image's name; write for example debian:12"
            : null;
    }
}
