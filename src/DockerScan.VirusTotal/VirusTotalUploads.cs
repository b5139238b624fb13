using System.Net;
using DockerScan.Core;
using DockerScan.Core.Reputations;
using Microsoft.Extensions.Options;

namespace DockerScan.VirusTotal;

/// <summary>Uploads files that VirusTotal does not know, when the operator allows it. Each is sent under its hash as name.</summary>
/// <remarks>https://docs.virustotal.com/reference/files-scan; over 32 MB to an address of its own: …/files-upload-url; analyses: …/analysis.</remarks>
internal sealed class VirusTotalUploads(VirusTotalHttp http, UploadFolder folder, IOptions<VirusTotalOptions> options) : IFileUploads
{
    private const int MiB = 1 << 20;
    private const long LargeBytes = 32 * MiB;

    public int MaxBytes => options.Value.AllowUpload ? options.Value.MaxUploadMiB * MiB : 0;

    private Secret Key => VirusTotalKey.Find(options.Value) ?? throw new InvalidOperationException("there is no key");

    public async Task KeepAsync(string sha256, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (content.Length <= MaxBytes && !content.IsEmpty && Indicator.TryFile(sha256) is not null)
        {
            await folder.KeepAsync(sha256, content, cancellationToken);
        }
    }

    public UploadState StateOf(Indicator indicator) => MaxBytes == 0 ? UploadState.None : folder.StateOf(indicator);

    public void Want(Indicator indicator) => folder.Want(indicator);

    public int CostOf(Indicator indicator) => folder.SizeOf(indicator) > LargeBytes ? 2 : 1;

    public void Forget(Indicator indicator) => folder.Forget(indicator);

    public async Task<UploadStep> SendAsync(Indicator indicator, CancellationToken cancellationToken)
    {
        var target = "files";
        if (CostOf(indicator) > 1)
        {
            var address = await http.GetAsync("files/upload_url", Key, cancellationToken);
            if (Problem(address) is { } refused)
            {
                return refused;
            }

            if (VirusTotalReader.Data(address.Body) is not { } url || !VirusTotalHosts.MayUpload(url, options.Value.ApiUrl))
            {
                return new UploadStep(ReputationAnswerKind.Failed, Reason: "VirusTotal gave no address to upload to");
            }

            target = url;
        }

        await using var content = folder.OpenWanted(indicator);
        var answer = await http.UploadAsync(target, Key, content, indicator.Value, cancellationToken);
        if (Problem(answer) is { } problem)
        {
            return problem;
        }

        if (VirusTotalReader.AnalysisId(answer.Body) is not { } analysis)
        {
            return new UploadStep(ReputationAnswerKind.Failed, Reason: "VirusTotal's answer to an upload cannot be read");
        }

        await folder.SentAsync(indicator, analysis, cancellationToken);
        return new UploadStep(ReputationAnswerKind.Answered);
    }

    public async Task<UploadStep> PollAsync(Indicator indicator, CancellationToken cancellationToken)
    {
        var analysis = await folder.AnalysisAsync(indicator, cancellationToken);
        var answer = await http.GetAsync("analyses/" + Uri.EscapeDataString(analysis), Key, cancellationToken);
        return Problem(answer) ?? VirusTotalReader.AnalysisStatus(answer.Body) switch
        {
            "completed" => new UploadStep(ReputationAnswerKind.Answered, IsDone: true),
            "queued" or "in-progress" => new UploadStep(ReputationAnswerKind.Answered),
            _ => new UploadStep(ReputationAnswerKind.Failed, Reason: "VirusTotal's answer about an analysis cannot be read"),
        };
    }

    private static UploadStep? Problem(VirusTotalAnswer answer) => (HttpStatusCode)answer.Status switch
    {
        _ when answer.Problem is { } reason => new UploadStep(ReputationAnswerKind.Failed, Reason: reason),
        HttpStatusCode.OK => null,
        HttpStatusCode.TooManyRequests => new UploadStep(ReputationAnswerKind.OverQuota, Reason: ReputationAnswer.QuotaUsedUp, RetryAfter: answer.RetryAfter),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new UploadStep(ReputationAnswerKind.Refused, Reason: "VirusTotal does not allow this key to upload"),
        _ => new UploadStep(ReputationAnswerKind.Failed, Reason: FormattableString.Invariant($"VirusTotal answered an upload with status {answer.Status}")),
    };
}
