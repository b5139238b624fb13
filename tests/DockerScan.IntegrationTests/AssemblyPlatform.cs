using System.Runtime.Versioning;

// The product runs on Linux: sockets, permissions and Trivy are Linux's.
[assembly: SupportedOSPlatform("linux")]
