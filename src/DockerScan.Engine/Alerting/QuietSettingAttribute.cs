using DockerScan.Core;
using DockerScan.Core.Settings;
using DockerScan.Core.Watches;

namespace DockerScan.Engine.Alerting;

/// <summary>Quiet hours, or none.</summary>
internal sealed class QuietSettingAttribute : SettingAttribute
{
    protected override string? Problem(string key, object? value) => Find(key, value as string);

    internal static string? Find(string key, string? text)
        => string.IsNullOrEmpty(text) || QuietHours.Find(text) is not null ? null : $"{key} is '{DisplayText.Clean(text, 40)}'; it must be two times of day, e.g. 22:00-07:00";
}
