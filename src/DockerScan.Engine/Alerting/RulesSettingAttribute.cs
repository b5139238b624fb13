using DockerScan.Core.Settings;

namespace DockerScan.Engine.Alerting;

/// <summary>Rules of some watches.</summary>
internal sealed class RulesSettingAttribute : SettingAttribute
{
    protected override string? Problem(string key, object? value)
        => (value as IEnumerable<AlertRuleOptions> ?? []).Select((rule, index) => QuietSettingAttribute.Find(FormattableString.Invariant($"{key}:{index}:Quiet"), rule.Quiet)).FirstOrDefault(each => each is not null);
}
