package qinqing.linkage.kit;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws what the scores promised against what was right, as a PNG; a point's size tells its number of hits. */
final class ReliabilityPlot {

    private static final int SIZE = 640;
    private static final int MARGIN = 70;

    private ReliabilityPlot() {}

    /** @param bins mean score, share right, hits */
    static void draw(List<double[]> bins, double error, Path file) throws IOException {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, SIZE, SIZE);
        g.setColor(Color.LIGHT_GRAY);
        for (int i = 0; i <= 10; i++) {
            g.drawLine(x(i / 10.0), y(0), x(i / 10.0), y(1));
            g.drawLine(x(0), y(i / 10.0), x(1), y(i / 10.0));
        }
        g.setColor(Color.GRAY);
        g.setStroke(new BasicStroke(2));
        g.drawLine(x(0), y(0), x(1), y(1));
        double most = bins.stream().mapToDouble(b -> b[2]).max().orElse(1);
        g.setColor(new Color(0x1F5FA8));
        for (double[] bin : bins) {
            int r = (int) (4 + 12 * Math.sqrt(bin[2] / most));
            g.fillOval(x(bin[0]) - r, y(bin[1]) - r, 2 * r, 2 * r);
        }
        g.setColor(Color.BLACK);
        for (int i = 0; i <= 10; i += 2) {
            g.drawString(String.format("%.1f", i / 10.0), x(i / 10.0) - 8, y(0) + 20);
            g.drawString(String.format("%.1f", i / 10.0), x(0) - 30, y(i / 10.0) + 5);
        }
        g.drawString(
                String.format("score (x) and share right (y); expected calibration error %.4f", error), MARGIN, 40);
        g.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    private static int x(double value) {
        return (int) Math.round(MARGIN + value * (SIZE - 2 * MARGIN));
    }

    private static int y(double value) {
        return SIZE - x(value);
    }
}
