using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using SkiaSharp;

namespace DockerScan.Reporting.Pictures;

/// <summary>The page's colours (<c>report.css</c>, light), so that card and report agree.</summary>
internal static class PictureColors
{
    public static readonly SKColor Page = new(0xFFFFFFFF);
    public static readonly SKColor Ink = new(0xFF17202E);
    public static readonly SKColor Soft = new(0xFF5A6779);
    public static readonly SKColor Line = new(0xFFDFE5EC);
    public static readonly SKColor Track = new(0xFFE9EEF4);
    public static readonly SKColor Zebra = new(0xFFF4F6F9);
    public static readonly SKColor Head = new(0xFF101B2D);
    public static readonly SKColor HeadSoft = new(0xFFA9B7CC);
    public static readonly SKColor Bar = new(0xFF7F93AD);
    public static readonly SKColor Bad = new(0xFFC62828);

    public static SKColor Of(Risk risk) => risk switch
    {
        Risk.High => new(0xFFC62828),
        Risk.Medium => new(0xFFB45309),
        Risk.Low => new(0xFF2563A8),
    };

    public static SKColor Of(Severity severity) => severity switch
    {
        Severity.Critical => new(0xFF7F1022),
        Severity.High => Of(Risk.High),
        Severity.Medium => Of(Risk.Medium),
        Severity.Low => Of(Risk.Low),
        Severity.Unknown => new(0xFF64748B),
    };

    public static SKColor Of(Verdict verdict) => verdict switch
    {
        Verdict.High => new(0xFFE0453F),
        Verdict.Medium => new(0xFFE8912C),
        Verdict.Low => new(0xFF3B82D6),
        Verdict.None => new(0xFF2FA564),
        Verdict.Unknown => new(0xFFA352E8),
    };
}
