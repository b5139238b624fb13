using System.Collections;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>Lines of evidence that are put into words only when they are read: of thousands a finding shows a few.</summary>
internal static class EvidenceList
{
    /// <summary>A line each.</summary>
    public static IReadOnlyList<string> Of<T>(IReadOnlyList<T> of, Func<T, string> line) => new Lines<T>(of, line);

    private sealed class Lines<T>(IReadOnlyList<T> of, Func<T, string> line) : IReadOnlyList<string>
    {
        public int Count => of.Count;

        public string this[int index] => line(of[index]);

        public IEnumerator<string> GetEnumerator()
        {
            foreach (var each in of)
            {
                yield return line(each);
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
