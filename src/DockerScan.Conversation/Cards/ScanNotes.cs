using DockerScan.Conversation.Messages;
using DockerScan.Core;

namespace DockerScan.Conversation.Cards;

/// <summary>Why a scan was asked for, where it was not for its own sake.</summary>
/// <param name="SubmittedAsync">The scan is queued, and its card not posted yet.</param>
/// <param name="Fields">What its card says of it while the scan works.</param>
internal sealed record ScanNotes(Func<ScanId, CancellationToken, Task> SubmittedAsync, IReadOnlyList<ChatField> Fields);
