using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;

namespace DockerScan.Conversation.Tests.Fakes;

internal sealed class FakePicture : IResultPicture
{
    public static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47];

    public Exception? Trouble { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Drawn { get; private set; }

    public byte[] Draw(ScanResult result, ReportLanguage language)
    {
        Drawn++;
        return Trouble is null ? Png : throw Trouble;
    }

    public IReadOnlyList<string> Texts(ScanResult result, ReportLanguage language) => [];
}
