# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'recovery.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QScrollArea,
    QSizePolicy, QVBoxLayout, QWidget)
class Ui_Recovery(object):
    def setupUi(self, Recovery):
        if not Recovery.objectName():
            Recovery.setObjectName(u"Recovery")
        self.columns = QHBoxLayout(Recovery)
        self.columns.setSpacing(24)
        self.columns.setObjectName(u"columns")
        self.columns.setContentsMargins(24, 16, 24, 16)
        self.main = QVBoxLayout()
        self.main.setSpacing(16)
        self.main.setObjectName(u"main")
        self.last_end_slot = QWidget(Recovery)
        self.last_end_slot.setObjectName(u"last_end_slot")

        self.main.addWidget(self.last_end_slot)

        self.drafts_slot = QWidget(Recovery)
        self.drafts_slot.setObjectName(u"drafts_slot")

        self.main.addWidget(self.drafts_slot)

        self.fields_slot = QWidget(Recovery)
        self.fields_slot.setObjectName(u"fields_slot")

        self.main.addWidget(self.fields_slot)

        self.main.setStretch(1, 2)
        self.main.setStretch(2, 3)

        self.columns.addLayout(self.main)

        self.side = QScrollArea(Recovery)
        self.side.setObjectName(u"side")
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setWidgetResizable(True)
        self.side_page = QWidget()
        self.side_page.setObjectName(u"side_page")
        self.side_column = QVBoxLayout(self.side_page)
        self.side_column.setSpacing(16)
        self.side_column.setObjectName(u"side_column")
        self.side_column.setContentsMargins(0, 0, 0, 0)
        self.orphans_slot = QWidget(self.side_page)
        self.orphans_slot.setObjectName(u"orphans_slot")

        self.side_column.addWidget(self.orphans_slot)

        self.missing_slot = QWidget(self.side_page)
        self.missing_slot.setObjectName(u"missing_slot")

        self.side_column.addWidget(self.missing_slot)

        self.backups_slot = QWidget(self.side_page)
        self.backups_slot.setObjectName(u"backups_slot")

        self.side_column.addWidget(self.backups_slot)

        self.side_column.setStretch(2, 1)
        self.side.setWidget(self.side_page)

        self.columns.addWidget(self.side)

        self.columns.setStretch(0, 3)
        self.columns.setStretch(1, 2)

        self.retranslateUi(Recovery)
    # setupUi

    def retranslateUi(self, Recovery):
        pass
    # retranslateUi

