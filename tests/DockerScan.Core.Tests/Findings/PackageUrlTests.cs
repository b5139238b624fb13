using DockerScan.Core.Findings;

namespace DockerScan.Core.Tests.Findings;

public sealed class PackageUrlTests
{
    [Theory]
    [InlineData("pkg:deb/debian/openssl@3.0.1?arch=amd64&distro=debian-12.5#x", "pkg:deb/debian/openssl")]
    [InlineData("pkg:deb/debian/openssl@1:3.0.1-1~deb12u2", "pkg:deb/debian/openssl")]
    [InlineData("pkg:deb/debian/openssl?arch=amd64", "pkg:deb/debian/openssl")]
    [InlineData("pkg:deb/debian/openssl#sub/path", "pkg:deb/debian/openssl")]
    [InlineData("pkg:deb/debian/openssl", "pkg:deb/debian/openssl")]
    [InlineData("pkg:pypi/django@4.2", "pkg:pypi/django")]
    [InlineData("pkg:golang/github.com/acme/lib/v2@v2.0.0+incompatible", "pkg:golang/github.com/acme/lib/v2")]
    [InlineData("pkg:maven/org.apache/log4j@2.17.0?type=jar", "pkg:maven/org.apache/log4j")]
    // An npm scope's @, encoded or not, is part of the name.
    [InlineData("pkg:npm/%40angular/core@17.0.0", "pkg:npm/%40angular/core")]
    [InlineData("pkg:npm/@angular/core@17.0.0", "pkg:npm/@angular/core")]
    [InlineData("pkg:npm/@angular/core", "pkg:npm/@angular/core")]
    [InlineData("pkg:npm/@angular", "pkg:npm/@angular")]
    // A slash in the version, not encoded.
    [InlineData("pkg:generic/tool@feature/x", "pkg:generic/tool")]
    [InlineData("pkg:npm/@angular/core@feature/x", "pkg:npm/@angular/core")]
    // An @, # or ? further back is not the version's.
    [InlineData("pkg:npm/core?vcs_url=git@host.example/x@1", "pkg:npm/core")]
    [InlineData("pkg:npm/core@1#a@2", "pkg:npm/core")]
    [InlineData("pkg:npm/core@1#a?b", "pkg:npm/core")]
    [InlineData("pkg:npm/core@", "pkg:npm/core")]
    [InlineData("@", "@")]
    [InlineData("?", "")]
    [InlineData("", "")]
    public void WithoutVersion_Purl_LeavesTypeAndName(string purl, string expected) => Assert.Equal(expected, PackageUrl.WithoutVersion(purl));

    [Fact]
    public void WithoutVersion_Null_Throws() => Assert.Throws<ArgumentNullException>(() => PackageUrl.WithoutVersion(null!));
}
