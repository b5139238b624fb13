using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Acceptances;

namespace DockerScan.Conversation.Cards;

/// <summary>What is accepted of a result: how many, by whom, until when.</summary>
internal static class AcceptedText
{
    private const int Shown = 3;
    private const int Reason = 120;
    private const int Author = 80;

    /// <summary>One field; none where nothing is accepted and that is known.</summary>
    public static IEnumerable<ChatField> Fields(AcceptedFindings accepted, CardStrings strings)
    {
        if (accepted.IsUnread)
        {
            yield return new ChatField(strings.AcceptedName, strings.Words.AcceptancesUnread);
        }

        if (accepted.Groups is { Count: > 0 } groups)
        {
            IEnumerable<string> lines = groups.Take(Shown).Select(pair => strings.Words.AcceptedBy(pair.Findings, Clean(pair.Acceptance)));
            lines = groups.Count > Shown ? lines.Append(strings.MoreLike(groups.Skip(Shown).Sum(pair => pair.Findings))) : lines;
            yield return new ChatField(strings.AcceptedName, string.Join('\n', lines));
        }
    }

    // It was cleaned when it was said; a store may hold what others wrote into it.
    private static Acceptance Clean(Acceptance one)
        => one with { Author = DisplayText.Clean(one.Author, Author), Reason = DisplayText.Clean(one.Reason, Reason) };
}
