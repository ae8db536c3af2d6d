/** First names as one meets them in an office in Germany. Any likeness to a real person is coincidence. */
export const firstNames: readonly string[] = `Anna Lena Julia Sarah Laura Katharina Lisa Christina Melanie Sandra Nicole Stefanie Claudia Petra Sabine Andrea
Birgit Monika Ulrike Franziska Johanna Charlotte Marie Sophie Clara Emilia Nele Frieda Greta Ida Merle Wiebke Ayşe Elif Zeynep Olga Natalia Agnieszka
Chiara Fatima Linh Priya Ines Amélie Jan Lukas Felix Maximilian Jonas Leon Paul Tim Niklas Tobias Sebastian Christian Stefan Andreas Michael Thomas
Markus Matthias Frank Uwe Jürgen Holger Torsten Björn Sören Hauke Malte Fiete Henrik Oskar Anton Emil Mehmet Emre Can Dmitri Paweł Marek Luca Matteo
Ahmed Omar Minh Arjun Diego André`.split(/\s+/);

export const lastNames: readonly string[] = `Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein
Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann
König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck
Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt
Haas Schreiber Graf Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer Petersen Hansen Jansen Claasen
Thomsen Brodersen Lorenzen Yılmaz Kaya Demir Öztürk Nowak Kowalski Wiśniewski Ivanova Petrov Nguyen Tran Sharma Rossi Ferrari Garcia Silva Dubois
Haddad Novak`.split(/\s+/);

const spelledOut: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ı: 'i', ł: 'l' };

/** A name as it stands in an e-mail address: lower case, only the letters a to z. */
export const inAscii = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[äöüßıł]/g, (letter) => spelledOut[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[^a-z]/g, '');
