using DockerScan.Core.Findings;
using DockerScan.Core.Health;
using DockerScan.Core.Scans;

namespace DockerScan.Conversation.Messages;

/// <summary>Which role stands for what.</summary>
internal static class ChatTones
{
    public static ChatTone Of(Risk risk) => risk switch
    {
        Risk.Low => ChatTone.Notice,
        Risk.Medium => ChatTone.Warning,
        Risk.High => ChatTone.Danger,
    };

    public static ChatTone Of(Verdict verdict) => verdict switch
    {
        Verdict.Unknown => ChatTone.Unknown,
        Verdict.None => ChatTone.Good,
        Verdict.Low => ChatTone.Notice,
        Verdict.Medium => ChatTone.Warning,
        Verdict.High => ChatTone.Danger,
    };

    public static ChatTone Of(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => ChatTone.Good,
        HealthStatus.Degraded => ChatTone.Warning,
        HealthStatus.Unhealthy => ChatTone.Danger,
    };
}
