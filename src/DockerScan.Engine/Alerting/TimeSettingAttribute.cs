using DockerScan.Core;
using DockerScan.Core.Settings;
using DockerScan.Core.Watches;

namespace DockerScan.Engine.Alerting;

/// <summary>A time of day.</summary>
internal sealed class TimeSettingAttribute : SettingAttribute
{
    protected override string? Problem(string key, object? value)
        => QuietHours.FindTime(value as string) is null ? $"{key} is '{DisplayText.Clean(value as string, 40)}'; it must be a time of day, e.g. 08:00" : null;
}
